// The page's one h1: it states the answer, takes focus when the page is arrived at, and names the window.
import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react';

/** Whether the page being shown is the first since loading; then the browser's own focus is left alone. */
export const FirstPage = createContext<{ isFirst: boolean }>({ isFirst: true });

interface HeadingProps {
  /** What the window is called: the page's noun. */
  readonly title: string;
  readonly children: ReactNode;
}

/** Give it a `key` that changes where one page becomes another without a new address, such as a step. */
export function Heading({ title, children }: HeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const firstPage = useContext(FirstPage);
  useEffect(() => {
    document.title = `${title} · Holdfast`;
  }, [title]);
  useEffect(() => {
    if (firstPage.isFirst) {
      firstPage.isFirst = false;
      return;
    }
    heading.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [firstPage]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}

interface PageHeadProps extends HeadingProps {
  readonly eyebrow?: ReactNode;
  readonly lede?: ReactNode;
  /** Actions and states under the lede. */
  readonly actions?: ReactNode;
}

/** A statement, what follows from it, and what can be done. `children` is the h1. */
export function PageHead({ eyebrow, lede, actions, title, children }: PageHeadProps) {
  return (
    <header className="page-head">
      {eyebrow && <p className="eyebrow">{eyebrow}</p>}
      <Heading title={title}>{children}</Heading>
      {lede && <p className="lede">{lede}</p>}
      {actions && <div className="head-actions">{actions}</div>}
    </header>
  );
}
