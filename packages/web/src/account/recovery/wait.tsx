// How long a recovery waits: longer at once, shorter slowly.
import { useTranslation } from 'react-i18next';
import { Button } from '../../look/button.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { useToast } from '../../look/toast.tsx';
import { useSecondProof } from '../../step-up/second-proof-context.tsx';
import { useTimes } from '../../words/use-times.ts';
import type { Account } from '../account-answer.ts';
import { Failure } from '../failure.tsx';
import { HoldBox } from '../hold/hold-box.tsx';
import { useBegunWords } from '../hold/use-hold-words.ts';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';
import { useProbation } from '../use-probation.ts';

const LONG = 168;
const SHORT = 72;

export function Wait({ account, waitHours }: { readonly account: Account; readonly waitHours: number }) {
  const { t } = useTranslation(['recovery', 'holds']);
  const times = useTimes();
  const sayBegun = useBegunWords();
  const askForSecond = useSecondProof();
  const change = useChange();
  const toast = useToast();
  const attempt = useAttempt();
  const probation = useProbation(account);
  const hold = account.holds.find(({ kind }) => kind === 'wait.shorten');
  const isLong = waitHours >= LONG;
  const lengthen = async () => {
    await change('wait.lengthen', { body: { waitHours: LONG } });
    toast(t('wait.longer.done'));
  };
  const shorten = async () => {
    const span = times.span(SHORT * 3600);
    if (!(await askForSecond({ kind: 'wait.shorten', what: t('wait.shorter.confirms', { span }) }))) return;
    const begun = await change('wait.shorten', { body: { waitHours: SHORT } });
    toast(begun.hold ? `${t('wait.shorter.begun')} ${sayBegun(begun.hold)}` : t('wait.shorter.now'));
  };
  return (
    <Ledger name={t('wait')} note={t('wait.note')}>
      <p className="prose">
        {t('wait.now', { span: times.span(waitHours * 3600) })} {isLong && !hold && t('wait.shorter.what')}
      </p>
      {hold && (
        <div className="top-4">
          <HoldBox hold={hold} />
        </div>
      )}
      <div className="actions top-4">
        {isLong ? (
          !hold && (
            <Button busy={attempt.busy} unavailable={probation} onClick={() => void attempt.run(shorten)}>
              {t('wait.shorter')}
            </Button>
          )
        ) : (
          <Button busy={attempt.busy} onClick={() => void attempt.run(lengthen)}>
            {t('wait.longer')}
          </Button>
        )}
      </div>
      <Failure of={attempt.failure} point={t('wait.failed')} />
    </Ledger>
  );
}
