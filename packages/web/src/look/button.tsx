// Buttons, and links that look like one. At most one primary stands on a page.
import { type ComponentProps, type ReactNode, useId } from 'react';
import { Link } from 'wouter';
import { Icon, type IconName } from './icon.tsx';

interface Dress {
  readonly kind?: 'primary' | 'danger' | 'plain' | undefined;
  readonly small?: boolean | undefined;
  readonly block?: boolean | undefined;
  readonly icon?: IconName | undefined;
  /** What follows the visible words for a screen reader: the object of a repeated verb, such as the key's name. */
  readonly object?: string | undefined;
}

const dressed = ({ kind, small, block }: Dress) =>
  ['btn', kind && `btn-${kind}`, small && 'btn-small', block && 'btn-block'].filter(Boolean).join(' ');

function Content({ dress, children }: { readonly dress: Dress; readonly children: ReactNode }) {
  return (
    <>
      {dress.icon && <Icon name={dress.icon} size={dress.small ? 16 : 20} />}
      {children}
      {dress.object && <span className="sr"> {dress.object}</span>}
    </>
  );
}

interface ButtonProps extends Dress, Omit<ComponentProps<'button'>, 'className' | 'disabled'> {
  /** Why it cannot be pressed yet. It stays reachable, dashed, and the reason stands beside it. */
  readonly unavailable?: string | null | undefined;
  /** The id of the element that gives the reason, where it stands elsewhere, such as in the button's row. */
  readonly reasonIn?: string | undefined;
  /** Something it started is under way: it keeps its place and ignores presses. */
  readonly busy?: boolean | undefined;
}

export function Button({
  kind,
  small,
  block,
  icon,
  object,
  unavailable,
  reasonIn,
  busy,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  const reasonId = useId();
  const dress = { kind, small, block, icon, object };
  const idle = Boolean(unavailable) || busy;
  return (
    <>
      <button
        {...rest}
        type={type}
        className={dressed(dress)}
        onClick={idle ? (event) => event.preventDefault() : onClick}
        {...(unavailable ? { 'aria-disabled': true, 'aria-describedby': reasonIn ?? reasonId } : {})}
        {...(busy ? { 'aria-busy': true } : {})}
      >
        <Content dress={dress}>{children}</Content>
      </button>
      {unavailable && !reasonIn && (
        <p id={reasonId} className="small quiet">
          {unavailable}
        </p>
      )}
    </>
  );
}

interface ButtonLinkProps extends Dress {
  readonly href: string;
  readonly children: ReactNode;
}

/** A place to go, drawn as a button. */
export function ButtonLink({ href, children, ...dress }: ButtonLinkProps) {
  return (
    <Link href={href} className={dressed(dress)}>
      <Content dress={dress}>{children}</Content>
    </Link>
  );
}
