// The checklist after a Lock or “This wasn’t me”: a few questions that stay until a trusted key has answered each.
import type { Answer } from '@holdfast/contract';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '../../look/button.tsx';
import { PageHead } from '../../look/heading.tsx';
import { Row, Rows } from '../../look/rows.tsx';
import { Status } from '../../look/status.tsx';
import { useTimes } from '../../words/use-times.ts';
import { Failure } from '../failure.tsx';
import { Loaded } from '../loaded.tsx';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';
import { useRead } from '../use-read.ts';

type Open = NonNullable<Answer<'incident.read'>['incident']>;
type Question = Open['questions'][number];

/** Where what a question asks about is seen and mended. */
const PLACE = {
  keys: '/keys',
  sessions: '/sessions',
  password: '/account',
  'recovery-keys': '/recovery',
  contacts: '/contacts',
  channels: '/alerts',
} as const satisfies Record<Question['question'], string>;

/** What the question is about, by name, as far as it has any. */
function useWhy({
  keys,
  suspendedKeys,
  contacts,
  channels,
}: Open['about']): (question: Question['question']) => string {
  const { t } = useTranslation('incident');
  return (question) => {
    if (question === 'keys') {
      const open = keys.length > 0 ? t('why.keys', { keys: keys.join(', ') }) : '';
      const shut = suspendedKeys.length > 0 ? t('why.keys.suspended', { keys: suspendedKeys.join(', ') }) : '';
      return `${open} ${shut}`.trim();
    }
    if (question === 'contacts') return t('why.contacts', { contacts: contacts.join(', ') });
    if (question === 'channels' && channels.length > 0)
      return t('why.channels.more', { channels: channels.join(', ') });
    return t(`why.${question}`);
  };
}

function QuestionRow({ question, answeredAt, why }: Question & { readonly why: string }) {
  const { t } = useTranslation('incident');
  const times = useTimes();
  const change = useChange();
  const attempt = useAttempt();
  const answer = () => void attempt.run(async () => void (await change('incident.answer', { params: { question } })));
  return (
    <Row
      name={t(`ask.${question}`)}
      marks={
        answeredAt === null ? (
          <Status mark="needs">{t('open')}</Status>
        ) : (
          <Status mark="held">{t('answered', { when: times.at(answeredAt) })}</Status>
        )
      }
      end={
        answeredAt === null && (
          <>
            <ButtonLink small href={PLACE[question]}>
              {t(`see.${question}`)}
            </ButtonLink>
            <Button small busy={attempt.busy} object={t(`ask.${question}`)} onClick={answer}>
              {t(`yes.${question}`)}
            </Button>
          </>
        )
      }
      below={<Failure of={attempt.failure} point={t('failed')} />}
    >
      {why}
    </Row>
  );
}

function Questions({ incident }: { readonly incident: Open }) {
  const { t } = useTranslation('incident');
  const times = useTimes();
  const why = useWhy(incident.about);
  return (
    <>
      <PageHead eyebrow={t('title')} title={t('title')} lede={t('lede')}>
        {t(`statement.${incident.by}`, { count: incident.left, when: times.at(incident.openedAt) })}
      </PageHead>
      <Rows>
        {incident.questions.map((each) => (
          <QuestionRow key={each.question} {...each} why={why(each.question)} />
        ))}
      </Rows>
    </>
  );
}

function Closed() {
  const { t } = useTranslation('incident');
  return (
    <PageHead
      eyebrow={t('title')}
      title={t('title')}
      lede={t('closed.lede')}
      actions={<ButtonLink href="/">{t('closed.go')}</ButtonLink>}
    >
      {t('closed.statement')}
    </PageHead>
  );
}

export default function Incident() {
  const { t } = useTranslation('incident');
  const read = useRead('incident.read');
  return (
    <Loaded
      from={read}
      title={t('title')}
      fetching={t('fetching')}
      failed={t('fetch.failed')}
      still={t('fetch.failed.still')}
    >
      {({ incident }) => (incident ? <Questions incident={incident} /> : <Closed />)}
    </Loaded>
  );
}
