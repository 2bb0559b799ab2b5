// What stands in the way, at the top of an entry page. It takes focus, because something was just tried.
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Callout } from '../look/callout.tsx';
import { KeyFailure } from '../webauthn.ts';
import { useExplain } from '../words/use-explain.ts';

interface TroubleProps {
  readonly error: unknown;
  /** Said instead of the general opening, where the page knows better. */
  readonly point?: string | undefined;
  readonly children?: ReactNode;
}

export function Trouble({ error, point, children }: TroubleProps) {
  const { t } = useTranslation(['sign-in', 'shared']);
  const explain = useExplain();
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new failure takes focus anew
  useEffect(() => box.current?.focus(), [error]);
  const { sentence, reference } = explain(error);
  const quiet = error instanceof KeyFailure;
  return (
    <div className="under-5">
      <Callout tone={quiet ? 'plain' : 'stop'} point={point ?? t('not-now')} ref={box} tabIndex={-1} role="status">
        {children ?? sentence}
        {reference && (
          <>
            {' '}
            {t('shared:reference')} <span className="mono">{reference}</span>.
          </>
        )}
      </Callout>
    </div>
  );
}
