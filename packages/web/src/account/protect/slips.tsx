// The two recovery keys as slips of paper: to read, to print, to save. They are on this page and nowhere else.
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../look/button.tsx';
import { Slip } from '../../look/slip.tsx';
import { usePlatform } from '../../platform.tsx';
import { saveText } from '../../save-text.ts';
import { useTimes } from '../../words/use-times.ts';
import type { Made } from './enrolment-answer.ts';

const QrCode = lazy(() => import('../../look/qr-code.tsx'));

/** `email`: whose account they bring back. */
export function Slips({ recoveryKeys, madeAt, email }: Made & { readonly email: string }) {
  const { t } = useTranslation('protect');
  const times = useTimes();
  const { host } = usePlatform();
  const day = times.day(madeAt);
  const save = () => {
    const slips = recoveryKeys.flatMap((key, position) => [t('slip.name', { number: position + 1 }), key, '']);
    saveText(t('file.name'), [t('file.about', { email, host, day }), '', ...slips, t('file.use'), ''].join('\n'));
  };
  return (
    <>
      <div className="slips">
        {recoveryKeys.map((key, position) => (
          <Slip
            key={key}
            name={t('slip.name', { number: position + 1 })}
            note={t('slip.made', { day })}
            secret={key}
            paper={
              <>
                <p>{t('slip.for', { email, host })}</p>
                {/* On paper alone: on a page it would ask to be photographed, and a phone's album is no place for it. */}
                <Suspense fallback={null}>
                  <QrCode text={key} name={t('slip.code', { number: position + 1 })} />
                </Suspense>
              </>
            }
          />
        ))}
      </div>
      <div className="actions top-4">
        <Button icon="printer" onClick={() => window.print()}>
          {t('print')}
        </Button>
        <Button icon="download" onClick={save}>
          {t('save')}
        </Button>
      </div>
      <p className="note top-3">{t('recovery.letters')}</p>
    </>
  );
}
