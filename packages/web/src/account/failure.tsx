// What came in the way of an attempt, below what was tried; nothing while nothing did.
import { Failed } from '../look/waiting.tsx';

interface FailureProps {
  /** Null while nothing is wrong. */
  readonly of: unknown;
  /** "The name was not changed." */
  readonly point: string;
  /** What is still true, or what to do about this very failure. */
  readonly still?: string | undefined;
  /** What the page says more exactly than the refusal itself; null where it does not. */
  readonly instead?: string | null | undefined;
}

export function Failure({ of, point, still, instead }: FailureProps) {
  if (of === null) return null;
  return (
    <div className="top-4">
      <Failed point={point} still={still} instead={instead} error={of} />
    </div>
  );
}
