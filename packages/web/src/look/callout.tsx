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
  /** At the end, for who wants to know more: it is no part of what is read out when the box arrives. */
  readonly more?: ReactNode;
  readonly ref?: Ref<HTMLDivElement>;
  /** Lets a failure take focus. */
  readonly tabIndex?: number | undefined;
}

export function Callout(props: CalloutProps) {
  const { tone = 'plain', icon, point, children, actions, role, below, more, ref, tabIndex } = props;
  return (
    <div className={tone === 'plain' ? 'callout' : `callout ${tone}`} ref={ref} tabIndex={tabIndex}>
      <Icon name={icon ?? ICON[tone]} />
      <div>
        <div role={role}>
          <p>
            <strong>{point}</strong> {children}
          </p>
          {below}
          {actions && <div className="actions">{actions}</div>}
        </div>
        {more}
      </div>
    </div>
  );
}
