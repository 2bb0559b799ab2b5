// The two recovery keys as slips of paper: to read, to print, to save. They are on this page and nowhere else.
import { useTranslation } from 'react-i18next';
import { Button } from '../../look/button.tsx';
import { usePlatform } from '../../platform.tsx';
import { useTimes } from '../../words/use-times.ts';
import { useSession } from '../session.tsx';
import type { Made } from './enrolment-answer.ts';

/** Hands over a text as a file, without it ever leaving this device. */
function saveText(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

export function Slips({ recoveryKeys, madeAt }: Made) {
  const { t } = useTranslation('protect');
  const times = useTimes();
  const { host } = usePlatform();
  const { email } = useSession();
  const day = times.day(madeAt);
  const save = () => {
    const slips = recoveryKeys.flatMap((key, position) => [t('slip.name', { number: position + 1 }), key, '']);
    saveText(t('file.name'), [t('file.about', { email, host, day }), '', ...slips, t('file.use'), ''].join('\n'));
  };
  return (
    <>
      <div className="slips">
        {recoveryKeys.map((key, position) => (
          <figure className="slip" key={key}>
            <figcaption className="slip-head">
              <strong>{t('slip.name', { number: position + 1 })}</strong>
              <span>{t('slip.made', { day })}</span>
            </figcaption>
            <code>
              {key.split(' ').map((group, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two groups of a key may be alike
                <span key={index}>{group} </span>
              ))}
            </code>
            <p className="note top-3 paper-only">{t('slip.for', { email, host })}</p>
          </figure>
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
