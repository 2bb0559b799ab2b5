// What protects the account, line by line, each with where it is changed.
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Ledger } from '../../look/ledger.tsx';
import { Pair, Pairs } from '../../look/pairs.tsx';
import { useTimes } from '../../words/use-times.ts';
import type { Account } from '../account-answer.ts';

/** Which ways open it, as the name of the sentence that says so. */
function signInOf({ tier, keys, password, totp }: Account) {
  if (tier === 'hardware') return 'sign-in.hardware';
  if (tier === 'advanced') return 'sign-in.protected';
  if (password === null) return 'sign-in.keys';
  if (keys.length === 0) return 'sign-in.password';
  return totp === null ? 'sign-in.both.key' : 'sign-in.both';
}

export function Protects({ account }: { readonly account: Account }) {
  const { t } = useTranslation(['overview', 'readiness']);
  const times = useTimes();
  const { tier, keys, email, limits, recovery, trainingExcludedSince } = account;
  const isStandard = tier === 'standard';
  // What is suspended opens nothing, so it protects nothing.
  const opening = keys.filter(({ stage }) => stage !== 'suspended');
  const lastProvedAt = recovery?.readiness.lastProvedAt ?? null;
  return (
    <Ledger name={t('protects')}>
      <Pairs>
        <Pair name={t('sign-in')} go={isStandard && <Link href="/account">{t('sign-in.change')}</Link>}>
          {t(signInOf(account))}
        </Pair>
        <Pair name={t('keys.label')} go={<Link href="/keys">{t('see-keys')}</Link>}>
          {opening.length === 0 ? t('keys.none') : opening.map((key) => key.nickname).join(', ')}
        </Pair>
        {recovery && (
          <Pair
            name={t('recovery')}
            go={<Link href="/recovery">{t('recovery.go')}</Link>}
            note={lastProvedAt !== null && t('recovery.proved', { when: times.lately(lastProvedAt) })}
          >
            {t('recovery.what', {
              keys: t('readiness:recovery-keys', { count: recovery.readiness.recoveryKeys }),
              span: times.span(recovery.waitHours * 3600),
            })}
          </Pair>
        )}
        <Pair name={t('sessions')}>
          {t('sessions.limits', {
            idle: times.span(limits.idleSeconds),
            absolute: times.span(limits.absoluteSeconds),
          })}
        </Pair>
        <Pair name={t('alerts')}>{t(isStandard ? 'alerts.standard' : 'alerts.protected', { email })}</Pair>
        {trainingExcludedSince !== null && (
          <Pair name={t('training')}>{t('training.since', { when: times.lately(trainingExcludedSince) })}</Pair>
        )}
      </Pairs>
    </Ledger>
  );
}
