// "Ready: 3 keys, 2 recovery keys, last proved 3 weeks ago": the server's verdict, in one line.
import { useTranslation } from 'react-i18next';
import { now } from '../clock.ts';
import { ButtonLink } from '../look/button.tsx';
import { Callout } from '../look/callout.tsx';
import { Status } from '../look/status.tsx';
import { useTimes } from '../words/use-times.ts';
import type { Account } from './account-answer.ts';

export type Readiness = NonNullable<Account['recovery']>['readiness'];

const JUST_NOW_MS = 60_000;

/** The line, as a state: held where there is nothing to see to. */
export function ReadyLine({ readiness }: { readonly readiness: Readiness }) {
  const { t } = useTranslation('readiness');
  const times = useTimes();
  const { keys, recoveryKeys, lastProvedAt, nag } = readiness;
  const counts = { keys: t('keys', { count: keys }), recovery: t('recovery-keys', { count: recoveryKeys }) };
  const word = nag === null ? 'ready' : 'has';
  const line =
    lastProvedAt === null
      ? t(`${word}.unproved`, counts)
      : now() - lastProvedAt < JUST_NOW_MS
        ? t(`${word}.now`, counts)
        : t(word, { ...counts, ago: times.ago(lastProvedAt) });
  return <Status mark={nag === null ? 'held' : 'needs'}>{line}</Status>;
}

/** What should be seen to, and where that is done; nothing while all is well. */
export function Nag({ readiness: { nag } }: { readonly readiness: Readiness }) {
  const { t } = useTranslation('readiness');
  if (nag === null) return null;
  return (
    <div className="under-6">
      <Callout
        tone="wait"
        point={t(`nag.${nag}`)}
        actions={
          <ButtonLink small href="/recovery">
            {t(`nag.${nag}.do`)}
          </ButtonLink>
        }
      >
        {t(`nag.${nag}.what`)}
      </Callout>
    </div>
  );
}
