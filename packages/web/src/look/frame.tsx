// The frame of a whole page: skip link, bar, main, colophon.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Colophon } from './colophon.tsx';

interface FrameProps {
  readonly bar: ReactNode;
  readonly children: ReactNode;
  /** `entry` is sign-in's two columns; `narrow` holds one decision. */
  readonly width?: 'page' | 'narrow' | 'entry' | undefined;
  /** The page shows places, judged from network addresses. */
  readonly places?: boolean | undefined;
  /** How the sealed log stands, where somebody is signed in to read it. */
  readonly log?: ReactNode;
}

const MAIN = { page: 'page', narrow: 'page narrow', entry: 'entry' } as const;

export function Frame({ bar, children, width = 'page', places, log }: FrameProps) {
  const { t } = useTranslation('shared');
  return (
    <div className={width === 'narrow' ? 'narrow-foot' : undefined}>
      <a className="skip" href="#main">
        {t('skip')}
      </a>
      {bar}
      <main id="main" className={MAIN[width]} tabIndex={-1}>
        {children}
      </main>
      <Colophon places={places} log={log} />
    </div>
  );
}
