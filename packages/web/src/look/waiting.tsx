// What is shown in place of data: nothing yet, still coming, or not available.
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useExplain } from '../words/use-explain.ts';
import { Button } from './button.tsx';
import { Callout } from './callout.tsx';

const PATIENCE_MS = 400;

/** Says what will appear here. */
export function Empty({ point, children }: { readonly point: ReactNode; readonly children?: ReactNode }) {
  return (
    <div className="empty">
      <h3>{point}</h3>
      {children && <p>{children}</p>}
    </div>
  );
}

/** Lines where the text will stand. They hold their height from the start and are drawn after 400 ms. */
export function Ghost({ what, lines = 3 }: { readonly what: string; readonly lines?: number }) {
  const [patient, setPatient] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setPatient(false), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={patient ? 'ghost unseen' : 'ghost'} role="status">
      {!patient && <span className="sr">{what}</span>}
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a ghost are all alike
        <i key={line} />
      ))}
    </div>
  );
}

interface FailedProps {
  /** "We could not fetch your sessions." */
  readonly point: string;
  /** What is still true: "They are as they were." */
  readonly still?: string | undefined;
  /** Said in place of what the error says by itself. */
  readonly instead?: string | null | undefined;
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
}

export function Failed({ point, still, instead, error, onRetry }: FailedProps) {
  const { t } = useTranslation('shared');
  const explain = useExplain();
  const { sentence, reference } = explain(error);
  return (
    <Callout
      tone="stop"
      role="status"
      point={point}
      actions={
        onRetry && (
          <Button small onClick={onRetry}>
            {t('try-again')}
          </Button>
        )
      }
    >
      {[still, instead ?? sentence].filter(Boolean).join(' ')}
      {reference && (
        <>
          {' '}
          {t('reference')} <span className="mono">{reference}</span>.
        </>
      )}
    </Callout>
  );
}
