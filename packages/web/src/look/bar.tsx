// The bar: who this is, where you are, and the way out that never moves.
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Mark } from './mark.tsx';

interface BarProps {
  /** Where the mark leads. */
  readonly home: string;
  /** Navigation, where there is any. */
  readonly nav?: ReactNode;
  /** What stands at the right. */
  readonly end?: ReactNode;
  /** There is no menu to fold into: on narrow windows the mark stands without its word. */
  readonly unfolded?: boolean | undefined;
}

export function Bar({ home, nav, end, unfolded }: BarProps) {
  return (
    <header className={unfolded ? 'bar unfolded' : 'bar'}>
      <div className="bar-in">
        <Link className="brand" href={home}>
          <Mark />
          <span>Holdfast</span>
        </Link>
        {nav}
        <div className="bar-end">{end}</div>
      </div>
    </header>
  );
}

export interface Place {
  readonly href: string;
  readonly name: string;
}

interface PlacesProps {
  readonly places: readonly Place[];
  readonly current: string;
}

const Places = ({ places, current }: PlacesProps) =>
  places.map(({ href, name }) => (
    <Link key={href} href={href} aria-current={href === current ? 'page' : undefined}>
      {name}
    </Link>
  ));

/** The navigation of wide windows. */
export function BarNav({ label, ...places }: PlacesProps & { readonly label: string }) {
  return (
    <nav className="nav" aria-label={label}>
      <Places {...places} />
    </nav>
  );
}

/** The same navigation folded away; it closes when a place is chosen, on Escape, and when focus or the pointer leaves. */
export function BarMenu({ children, ...places }: PlacesProps & { readonly children?: ReactNode }) {
  const { t } = useTranslation('shared');
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event) => {
      const inside = event.target instanceof Node && menu.current?.contains(event.target);
      if (menu.current && !inside) menu.current.open = false;
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('focusin', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('focusin', close);
    };
  }, []);
  const shut = () => {
    if (menu.current) menu.current.open = false;
  };
  return (
    <details
      className="menu"
      ref={menu}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !menu.current?.open) return;
        shut();
        menu.current.querySelector('summary')?.focus();
      }}
    >
      <summary className="btn btn-small">{t('menu')}</summary>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a click on a link inside, by keyboard too, bubbles here */}
      <nav aria-label={t('menu')} onClick={shut}>
        <Places {...places} />
        {children}
      </nav>
    </details>
  );
}
