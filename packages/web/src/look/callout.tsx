// A box that opens with its point in bold and then gives the reason.
import type { ReactNode, Ref } from 'react';
import { Icon, type IconName } from './icon.tsx';

const ICON = { plain: 'info', held: 'held', wait: 'needs', stop: 'stop' } as const satisfies Record<string, IconName>;

interface CalloutProps {
  readonly tone?: keyof typeof ICON | undefined;
  readonly icon?: IconName | undefined;
  readonly point: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** `status` for what arrives politely, `alert` only for a new recovery or lock. */
  readonly role?: 'status' | 'alert' | undefined;
  /** More below the first paragraph. */
  readonly below?: ReactNode;
  readonly ref?: Ref<HTMLDivElement>;
  /** Lets a failure take focus. */
  readonly tabIndex?: number | undefined;
}

export function Callout({ tone = 'plain', icon, point, children, actions, role, below, ref, tabIndex }: CalloutProps) {
  return (
    <div className={tone === 'plain' ? 'callout' : `callout ${tone}`} role={role} ref={ref} tabIndex={tabIndex}>
      <Icon name={icon ?? ICON[tone]} />
      <div>
        <p>
          <strong>{point}</strong> {children}
        </p>
        {below}
        {actions && <div className="actions">{actions}</div>}
      </div>
    </div>
  );
}
