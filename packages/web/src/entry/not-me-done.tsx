// What "This wasn't me" did, what is true now, and how to come back.
import type { Answer } from '@holdfast/contract';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../look/button.tsx';
import { PageHead } from '../look/heading.tsx';
import { Row, Rows } from '../look/rows.tsx';
import { useCounts } from '../words/use-counts.ts';
import { useTimes } from '../words/use-times.ts';
import { TakeBack } from './take-back-hint.tsx';

interface DoneProps<Operation extends 'alert.disown' | 'alert.lock'> {
  readonly answer: Answer<Operation>;
}

function Done({ name, why }: { readonly name: string; readonly why: string }) {
  return (
    <Row icon="held" tone="held" name={name}>
      {why}
    </Row>
  );
}

/** What no link stops. */
function GoesOn({ leaves, leavesRecovery }: Pick<Answer<'alert.disown'>, 'leaves' | 'leavesRecovery'>) {
  const { t } = useTranslation('not-me');
  return (
    <>
      {leavesRecovery && (
        <Row icon="wait" tone="wait" name={t('done.leaves.recovery')}>
          {t('done.leaves.recovery.why')}
        </Row>
      )}
      {leaves > 0 && (
        <Row icon="wait" tone="wait" name={t('done.leaves', { count: leaves })}>
          {t('done.leaves.why')}
        </Row>
      )}
    </>
  );
}

/** Whether the suspension lasts: what a link alone suspended comes back in a week, where no other trusted key is used. */
function useLasts(keys: readonly string[]): (comesBackAt: number | null) => string {
  const { t } = useTranslation('not-me');
  const times = useTimes();
  const counts = useCounts();
  return (comesBackAt) => {
    if (comesBackAt === null) return t('done.suspend.why');
    const when = times.at(comesBackAt);
    return keys.length > 0
      ? t('done.suspend.why.until', { keys: counts.anyOf(keys), when })
      : t('done.suspend.why.until.none', { when });
  };
}

interface BackInProps {
  /** Until when protection can be taken back; null where it cannot. */
  readonly takeBackUntil: number | null;
  /** Trusted keys, by name. */
  readonly keys: readonly string[];
  /** What else opens it, where there is none. */
  readonly otherwise: Answer<'alert.disown'>['otherwise'];
}

const LEADS = {
  password: '/sign-in',
  'recovery-key': '/recover',
  link: '/recover/e-mail',
  'as-before': '/sign-in',
} as const;

/** Whoever turned protection on has the keys: none is named, and taking back comes first. */
function Settling({ when }: { readonly when: string }) {
  const { t } = useTranslation('not-me');
  return (
    <>
      <h2>{t('ready.title')}</h2>
      <p className="quiet top-1">{t('ready.settling', { when })}</p>
      <div className="actions">
        <ButtonLink href="/sign-in">{t('sign-in.password')}</ButtonLink>
      </div>
    </>
  );
}

function BackIn({ keys, otherwise, takeBackUntil }: BackInProps) {
  const { t } = useTranslation('not-me');
  const counts = useCounts();
  const times = useTimes();
  if (takeBackUntil !== null) return <Settling when={times.fully(takeBackUntil)} />;
  const withKey = keys.length > 0;
  const way = otherwise ?? 'as-before';
  return (
    <>
      <h2>{t('ready.title')}</h2>
      <p className="quiet top-1">{withKey ? t('ready.keys', { keys: counts.anyOf(keys) }) : t(`ready.${way}`)}</p>
      <div className="actions">
        <ButtonLink kind="primary" icon={withKey ? 'key' : undefined} href={withKey ? '/sign-in' : LEADS[way]}>
          {t(withKey ? 'sign-in.key' : `sign-in.${way}`)}
        </ButtonLink>
      </div>
    </>
  );
}

/** Whoever recovered has every key: there is no way back in to name. */
function Recovered() {
  const { t } = useTranslation('not-me');
  return (
    <>
      <h2>{t('recovered.title')}</h2>
      <p className="quiet top-1">{t('recovered.what')}</p>
      <div className="actions">
        <ButtonLink href="/sign-in">{t('sign-in.password')}</ButtonLink>
      </div>
    </>
  );
}

/** Whether anything is shut out or over that was not before. */
const stoppedAny = ({ key, ...answer }: Answer<'alert.disown'>): boolean =>
  key?.became === 'suspend' ||
  answer.frozen ||
  answer.sessionsEnded + answer.holdsStopped + answer.channelsPaused + answer.contactsEnded > 0;

/** What is over, in one sentence; or what is not, where something goes on or nothing was there to stop. */
function useStatement(answer: Answer<'alert.disown'>): string {
  const { t } = useTranslation('not-me');
  const { key, leaves, leavesRecovery } = answer;
  if (leavesRecovery) return t('done.statement.recovery');
  if (leaves > 0) return t('done.statement.leaves', { count: leaves });
  if (!stoppedAny(answer)) return key ? t(`done.nothing.${key.became}`, { key: key.name }) : t('done.nothing');
  if (answer.about === 'recovered') return t('done.statement.recovered');
  if (answer.takeBackUntil !== null) return t('done.statement.settling');
  return key ? t(`done.statement.${key.became}`, { key: key.name }) : t('done.statement');
}

interface NotMeDoneProps extends DoneProps<'alert.disown'> {
  /** What else its reader can do here. */
  readonly children: ReactNode;
}

export function NotMeDone({ answer, children }: NotMeDoneProps) {
  const { t } = useTranslation('not-me');
  const times = useTimes();
  const { at, about, key, sessionsEnded, holdsStopped, channelsPaused, contactsEnded, frozen } = answer;
  const { comeBackWith, otherwise, addedBy, takeBackUntil } = answer;
  const statement = useStatement(answer);
  const lasts = useLasts(takeBackUntil === null ? comeBackWith : []);
  return (
    <>
      <PageHead
        key="done"
        title={t(stoppedAny(answer) ? 'done.title' : 'done.title.nothing')}
        eyebrow={t('done.when', { day: times.weekday(at), clock: times.clock(at) })}
        lede={t(stoppedAny(answer) ? 'done.lede' : 'done.lede.nothing', { clock: times.clockSeconds(at) })}
      >
        {statement}
      </PageHead>
      {takeBackUntil !== null && <TakeBack until={takeBackUntil} />}
      <h2 className="sr">{t('done.what')}</h2>
      <div className="under-6">
        <Rows>
          {key && <AboutKey of={key} lasts={lasts} />}
          {sessionsEnded > 0 && (
            <Done name={t('done.sessions', { count: sessionsEnded })} why={t('done.sessions.why')} />
          )}
          {holdsStopped > 0 && (
            <Done name={t('done.holds', { count: holdsStopped })} why={t('done.holds.why', { count: holdsStopped })} />
          )}
          {channelsPaused > 0 && <Done name={t('done.channels')} why={t('done.channels.why')} />}
          {contactsEnded > 0 && <Done name={t('done.contacts')} why={t('done.contacts.why')} />}
          {frozen && <Done name={t('done.frozen')} why={t('done.frozen.why')} />}
          {about === 'factor' && !frozen && (
            <Row icon="wait" tone="wait" name={t('done.password')}>
              {t('done.password.why')}
            </Row>
          )}
          {addedBy !== null && (
            <Row icon="wait" tone="wait" name={t('done.added-by', { key: addedBy })}>
              {t('done.added-by.why')}
            </Row>
          )}
          <GoesOn leaves={answer.leaves} leavesRecovery={answer.leavesRecovery} />
        </Rows>
      </div>
      {about === 'recovered' ? (
        <Recovered />
      ) : (
        <BackIn keys={comeBackWith} otherwise={otherwise} takeBackUntil={takeBackUntil} />
      )}
      {children}
    </>
  );
}

interface AboutKeyProps {
  readonly of: NonNullable<Answer<'alert.disown'>['key']>;
  readonly lasts: ReturnType<typeof useLasts>;
}

function AboutKey({ of: { name: key, became, comesBackAt }, lasts }: AboutKeyProps) {
  const { t } = useTranslation('not-me');
  return became === 'suspend' || became === 'already' ? (
    <Done name={t('done.suspend', { key })} why={lasts(comesBackAt)} />
  ) : (
    <Done name={t(`done.${became}`, { key })} why={t(`done.${became}.why`)} />
  );
}

interface LockedDoneProps extends DoneProps<'alert.lock'> {
  readonly alert: Pick<Answer<'alert.read'>, 'about' | 'takeBackUntil'>;
}

export function LockedDone({ answer, alert: { about, takeBackUntil } }: LockedDoneProps) {
  const { t } = useTranslation('not-me');
  const times = useTimes();
  const counts = useCounts();
  const { at, ended, holdsStopped, frozen, frozenUntil, keysSuspended, keysSpared, comesBackAt, liftedBy, otherwise } =
    answer;
  const recovered = about === 'recovered';
  const named = recovered ? 'locked.lede.recovered' : takeBackUntil === null ? 'locked.lede' : 'locked.lede.settling';
  const locked = liftedBy.length > 0 ? named : (`locked.lede.${otherwise ?? 'as-before'}` as const);
  const ends = liftedBy.length > 0 && frozenUntil !== null ? t('locked.until', { when: times.at(frozenUntil) }) : '';
  const lasts = useLasts(takeBackUntil === null ? liftedBy : []);
  return (
    <>
      <PageHead
        key="locked"
        title={t(frozen ? 'locked.title' : 'done.title')}
        eyebrow={t('done.when', { day: times.weekday(at), clock: times.clock(at) })}
        lede={`${t(frozen ? locked : 'not-locked.lede', { keys: counts.anyOf(liftedBy) })} ${ends}`.trim()}
      >
        {t(frozen ? 'locked.statement' : 'not-locked.statement')}
      </PageHead>
      {takeBackUntil !== null && <TakeBack until={takeBackUntil} />}
      <h2 className="sr">{t('done.what')}</h2>
      <div className="under-6">
        <Rows>
          {ended > 0 && <Done name={t('done.sessions', { count: ended })} why={t('done.sessions.why')} />}
          {holdsStopped > 0 && (
            <Done name={t('done.holds', { count: holdsStopped })} why={t('done.holds.why', { count: holdsStopped })} />
          )}
          {keysSuspended.map((name) => (
            <Done key={name} name={t('done.suspend', { key: name })} why={lasts(comesBackAt)} />
          ))}
          {keysSpared.map((name) => (
            <Done key={name} name={t('done.spared', { key: name })} why={t('done.spared.why')} />
          ))}
          <GoesOn leaves={answer.leaves} leavesRecovery={answer.leavesRecovery} />
        </Rows>
      </div>
      {recovered ? <Recovered /> : <BackIn keys={liftedBy} otherwise={otherwise} takeBackUntil={takeBackUntil} />}
    </>
  );
}
