// Rows: keys, sessions, requirements, choices.
import type { ReactNode } from 'react';
import { Facts } from './facts.tsx';
import { Icon, type IconName } from './icon.tsx';

export function Rows({ children }: { readonly children: ReactNode }) {
  return <ul className="rows">{children}</ul>;
}

interface RowProps {
  readonly icon?: IconName | undefined;
  /** Path of a picture that stands in the icon's place. */
  readonly picture?: string | null | undefined;
  /** The icon's meaning, where it is a state's shape. */
  readonly tone?: 'held' | 'wait' | 'stop' | undefined;
  readonly name: ReactNode;
  /** Tags and states beside the name. */
  readonly marks?: ReactNode;
  readonly facts?: readonly ReactNode[] | undefined;
  /** A sentence or two under the facts. */
  readonly children?: ReactNode;
  /** Lines that are more than a sentence, such as a failure. */
  readonly below?: ReactNode;
  /** The row's actions. */
  readonly end?: ReactNode;
}

export function Row({ icon, picture, tone, name, marks, facts, children, below, end }: RowProps) {
  return (
    <li>
      <div className={icon ? 'row' : 'row bare'}>
        {picture ? (
          <img className="row-picture" src={picture} alt="" width={24} height={24} />
        ) : (
          icon && <Icon name={icon} size={24} className={tone && `is-${tone}`} />
        )}
        <div className="row-main">
          <div className="row-title">
            <h3>{name}</h3>
            {marks}
          </div>
          {facts && facts.length > 0 && <Facts facts={facts} />}
          {children && <p className="small">{children}</p>}
          {below && <div className="top-3">{below}</div>}
        </div>
        {end && <div className="row-end">{end}</div>}
      </div>
    </li>
  );
}
