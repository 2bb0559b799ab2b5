// What "This wasn't me" did, what is true now, and how to come back.
import type { Answer } from '@holdfast/contract';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../look/button.tsx';
import { PageHead } from '../look/heading.tsx';
import { Row, Rows } from '../look/rows.tsx';
import { useTimes } from '../words/use-times.ts';

interface DoneProps<Operation extends 'alert.disown' | 'alert.lock'> {
  readonly answer: Answer<Operation>;
  readonly at: number;
}

function Done({ name, why }: { readonly name: string; readonly why: string }) {
  return (
    <Row icon="held" tone="held" name={name}>
      {why}
    </Row>
  );
}

interface BackInProps {
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

function BackIn({ keys, otherwise }: BackInProps) {
  const { t } = useTranslation('not-me');
  const withKey = keys.length > 0;
  const way = otherwise ?? 'as-before';
  return (
    <>
      <h2>{t('ready.title')}</h2>
      <p className="quiet top-1">{withKey ? t('ready.keys', { keys: keys.join(', ') }) : t(`ready.${way}`)}</p>
      <div className="actions">
        <ButtonLink kind="primary" icon={withKey ? 'key' : undefined} href={withKey ? '/sign-in' : LEADS[way]}>
          {t(withKey ? 'sign-in.key' : `sign-in.${way}`)}
        </ButtonLink>
      </div>
    </>
  );
}

export function NotMeDone({ answer, at }: DoneProps<'alert.disown'>) {
  const { t } = useTranslation('not-me');
  const times = useTimes();
  const { key, sessionsEnded, holdsStopped, channelsPaused, contactsEnded, frozen, comeBackWith, otherwise } = answer;
  return (
    <>
      <PageHead
        key="done"
        title={t('done.title')}
        eyebrow={t('done.when', { day: times.weekday(at), clock: times.clock(at) })}
        lede={t('done.lede', { clock: times.clockSeconds(at) })}
      >
        {key ? t(`done.statement.${key.became}`, { key: key.name }) : t('done.statement')}
      </PageHead>
      <h2 className="sr">{t('done.what')}</h2>
      <div className="under-6">
        <Rows>
          {key && <Done name={t(`done.${key.became}`, { key: key.name })} why={t(`done.${key.became}.why`)} />}
          <Done name={t('done.sessions', { count: sessionsEnded })} why={t('done.sessions.why')} />
          {holdsStopped > 0 && (
            <Done name={t('done.holds', { count: holdsStopped })} why={t('done.holds.why', { count: holdsStopped })} />
          )}
          {channelsPaused > 0 && <Done name={t('done.channels')} why={t('done.channels.why')} />}
          {contactsEnded > 0 && <Done name={t('done.contacts')} why={t('done.contacts.why')} />}
          {frozen && <Done name={t('done.frozen')} why={t('done.frozen.why')} />}
        </Rows>
      </div>
      <BackIn keys={comeBackWith} otherwise={otherwise} />
    </>
  );
}

export function LockedDone({ answer, at }: DoneProps<'alert.lock'>) {
  const { t } = useTranslation('not-me');
  const times = useTimes();
  const { ended, holdsStopped, frozen, keysSuspended, keysSpared, liftedBy, otherwise } = answer;
  const locked = liftedBy.length > 0 ? 'locked.lede' : (`locked.lede.${otherwise ?? 'as-before'}` as const);
  return (
    <>
      <PageHead
        key="locked"
        title={t(frozen ? 'locked.title' : 'done.title')}
        eyebrow={t('done.when', { day: times.weekday(at), clock: times.clock(at) })}
        lede={t(frozen ? locked : 'not-locked.lede', { keys: liftedBy.join(', ') })}
      >
        {t(frozen ? 'locked.statement' : 'not-locked.statement')}
      </PageHead>
      <h2 className="sr">{t('done.what')}</h2>
      <div className="under-6">
        <Rows>
          <Done name={t('done.sessions', { count: ended })} why={t('done.sessions.why')} />
          {holdsStopped > 0 && (
            <Done name={t('done.holds', { count: holdsStopped })} why={t('done.holds.why', { count: holdsStopped })} />
          )}
          {keysSuspended.map((name) => (
            <Done key={name} name={t('done.suspend', { key: name })} why={t('done.suspend.why')} />
          ))}
          {keysSpared.map((name) => (
            <Done key={name} name={t('done.spared', { key: name })} why={t('done.spared.why')} />
          ))}
        </Rows>
      </div>
      <BackIn keys={liftedBy} otherwise={otherwise} />
    </>
  );
}
