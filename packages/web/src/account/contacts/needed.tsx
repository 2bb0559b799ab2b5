// How many contacts have to approve a recovery. More takes effect at once, fewer is slow.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../look/button.tsx';
import { Callout } from '../../look/callout.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { Options } from '../../look/options.tsx';
import { useToast } from '../../look/toast.tsx';
import { useSecondProof } from '../../step-up/second-proof-context.tsx';
import { Failure } from '../failure.tsx';
import { HoldBox } from '../hold/hold-box.tsx';
import { useBegunWords } from '../hold/use-hold-words.ts';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';
import type { Arrangements } from './contact-answers.ts';

export function Needed({ mine }: { readonly mine: Arrangements }) {
  const { t } = useTranslation('contacts');
  const hold = mine.holds.find(({ kind }) => kind === 'contact.lower-needed');
  if (mine.neededMax === 0 && mine.needed === 0) return null;
  return (
    <Ledger name={t('needed')} note={t('needed.note')}>
      {mine.tooFew && (
        <Callout tone="stop" point={t('needed.too-few')}>
          {t('needed.too-few.what')}
        </Callout>
      )}
      {hold && (
        <div className={mine.tooFew ? 'top-4' : undefined}>
          <p className="prose">{t('needed.lowering', { count: hold.contactsNeeded ?? 0 })}</p>
          <div className="top-4">
            <HoldBox hold={hold} urgent={false} />
          </div>
        </div>
      )}
      {!hold && (
        <div className={mine.tooFew ? 'top-4' : undefined}>
          <Choice mine={mine} key={mine.needed} />
        </div>
      )}
    </Ledger>
  );
}

function Choice({ mine }: { readonly mine: Arrangements }) {
  const { t } = useTranslation('contacts');
  const sayBegun = useBegunWords();
  const askForSecond = useSecondProof();
  const change = useChange();
  const toast = useToast();
  const attempt = useAttempt();
  const [chosen, setChosen] = useState(mine.needed);
  const { needed } = mine;
  const numbers = Array.from({ length: Math.max(mine.neededMax, needed) + 1 }, (_, number) => number);
  const save = async () => {
    const what = t('needed.confirms', { count: chosen });
    if (chosen < needed && !(await askForSecond({ kind: 'contact.lower-needed', what }))) return;
    const { hold } = await change('contact.set-needed', { body: { needed: chosen } });
    toast(hold ? `${t('needed.begun')} ${sayBegun(hold)}` : t('needed.done', { count: chosen }));
  };
  return (
    <>
      <div className="fit">
        <Options
          legend={t('needed.legend')}
          value={chosen}
          onChange={setChosen}
          options={numbers.map((number) => ({
            value: number,
            name: t('needed.number', { count: number }),
            ...(number === 0 ? { note: t('needed.none.what') } : {}),
          }))}
        />
      </div>
      <div className="actions top-4">
        <Button
          busy={attempt.busy}
          unavailable={chosen === needed ? t('needed.same') : null}
          onClick={() => void attempt.run(save)}
        >
          {t(chosen < needed ? 'needed.do.fewer' : 'needed.do')}
        </Button>
      </div>
      <Failure of={attempt.failure} point={t('needed.failed')} />
    </>
  );
}
