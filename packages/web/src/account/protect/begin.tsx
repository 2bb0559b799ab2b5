// Step 1: what it takes, and confirming that it is you.
import { useTranslation } from 'react-i18next';
import { Button } from '../../look/button.tsx';
import { PageHead } from '../../look/heading.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { Row, Rows } from '../../look/rows.tsx';
import { Failure } from '../failure.tsx';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';

interface BeginProps {
  readonly title: string;
  readonly go: (step: number | null) => void;
}

export function Begin({ title, go }: BeginProps) {
  const { t } = useTranslation('protect');
  const change = useChange();
  const attempt = useAttempt();
  const begin = () =>
    void attempt.run(async () => {
      await change('enrolment.begin');
      go(null);
    });
  return (
    <>
      <PageHead eyebrow={t('eyebrow')} title={title} lede={t('begin.lede')}>
        {t('begin.statement')}
      </PageHead>
      <Ledger name={t('begin.what')}>
        <Rows>
          <Row icon="security-key" name={t('begin.keys')}>
            {t('begin.keys.what')}
          </Row>
          <Row icon="paper" name={t('begin.paper')}>
            {t('begin.paper.what')}
          </Row>
          <Row icon="eye" name={t('begin.read')}>
            {t('begin.read.what')}
          </Row>
        </Rows>
      </Ledger>
      <div className="actions">
        <Button kind="primary" icon="key" busy={attempt.busy} onClick={begin}>
          {t('begin.do')}
        </Button>
      </div>
      <Failure of={attempt.failure} point={t('begin.failed')} />
    </>
  );
}
