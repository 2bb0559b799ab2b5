// What "This wasn't me" did, and how to come back.
import type { Answer } from '@holdfast/contract';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../look/button.tsx';
import { PageHead } from '../look/heading.tsx';
import { Row, Rows } from '../look/rows.tsx';
import { useTimes } from '../words/use-times.ts';

interface NotMeDoneProps {
  readonly answer: Answer<'alert.disown'>;
  readonly at: number;
}

export function NotMeDone({ answer, at }: NotMeDoneProps) {
  const { t } = useTranslation('not-me');
  const times = useTimes();
  const { sessionsEnded, holdsStopped, hasKeys } = answer;
  return (
    <>
      <PageHead
        key="done"
        title={t('done.title')}
        eyebrow={t('done.when', { day: times.weekday(at), clock: times.clock(at) })}
        lede={t(hasKeys ? 'done.lede.keys' : 'done.lede', { clock: times.clockSeconds(at) })}
      >
        {t('done.statement')}
      </PageHead>
      <h2 className="sr">{t('done.what')}</h2>
      <div className="under-6">
        <Rows>
          <Row icon="held" tone="held" name={t('done.sessions', { count: sessionsEnded })}>
            {sessionsEnded > 0 && t('done.sessions.why')}
          </Row>
          {holdsStopped > 0 && (
            <Row icon="held" tone="held" name={t('done.holds', { count: holdsStopped })}>
              {t('done.holds.why', { count: holdsStopped })}
            </Row>
          )}
          {hasKeys && (
            <Row icon="held" tone="held" name={t('done.frozen')}>
              {t('done.frozen.why')}
            </Row>
          )}
        </Rows>
      </div>
      <h2>{t('ready.title')}</h2>
      <p className="quiet top-1">{t(hasKeys ? 'ready.keys' : 'ready.password')}</p>
      <div className="actions">
        <ButtonLink kind="primary" icon={hasKeys ? 'key' : undefined} href="/sign-in">
          {t(hasKeys ? 'sign-in.key' : 'sign-in.password')}
        </ButtonLink>
      </div>
    </>
  );
}
