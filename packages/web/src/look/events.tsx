// The timeline: time, shape, sentence, facts.
import type { ReactNode } from 'react';
import { Facts } from './facts.tsx';
import { Icon, type IconName } from './icon.tsx';

export function Events({ children }: { readonly children: ReactNode }) {
  return <ol className="events">{children}</ol>;
}

interface EventProps {
  /** What the time column says, and the moment for machines. */
  readonly time: string;
  readonly at?: number | undefined;
  readonly mark: Extract<IconName, 'held' | 'wait' | 'stop' | 'ended' | 'open' | 'needs' | 'eye'>;
  readonly facts?: readonly ReactNode[] | undefined;
  /** At the line's end: what is known of its proof. */
  readonly proof?: ReactNode;
  /** Below the facts. */
  readonly below?: ReactNode;
  readonly children: ReactNode;
}

const TONE = {
  held: 'is-held',
  wait: 'is-wait',
  needs: 'is-wait',
  stop: 'is-stop',
  ended: '',
  open: '',
  eye: '',
} as const;

export function Event({ time, at, mark, facts, proof, below, children }: EventProps) {
  return (
    <li>
      <time dateTime={at === undefined ? undefined : new Date(at).toISOString()}>{time}</time>
      <Icon name={mark} className={TONE[mark]} />
      <div className="event">
        <p>{children}</p>
        {facts && facts.length > 0 && <Facts facts={facts} />}
        {below}
      </div>
      {proof}
    </li>
  );
}
