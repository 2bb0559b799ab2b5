// Two new recovery keys, shown once. Typing one of them back puts both in the place of the old ones.
import { type FormEvent, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../look/button.tsx';
import { PageHead } from '../../look/heading.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { useToast } from '../../look/toast.tsx';
import { useSecondProof } from '../../step-up/second-proof-context.tsx';
import { Failure } from '../failure.tsx';
import { useBegunWords } from '../hold/use-hold-words.ts';
import type { Made } from '../protect/enrolment-answer.ts';
import { ReadSoFar } from '../protect/read-so-far.tsx';
import { Slips } from '../protect/slips.tsx';
import { TypedKeyField, useTypedKey } from '../protect/typed-key.tsx';
import { useSession } from '../session.tsx';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';

export function Replacing({ slips, onEnd }: { readonly slips: Made; readonly onEnd: () => void }) {
  const { t } = useTranslation(['recovery', 'protect', 'holds']);
  const { email } = useSession();
  const change = useChange();
  const sayBegun = useBegunWords();
  const askForSecond = useSecondProof();
  const asked = useRef(false);
  const toast = useToast();
  const attempt = useAttempt();
  const key = useTypedKey();
  const form = useId();
  const end = (words: string) => {
    toast(words);
    onEnd();
  };
  const replace = async () => {
    // A slip of the pen is mended and sent again; the second proof stands meanwhile.
    const what = t('new.confirms');
    if (!asked.current && !(await askForSecond({ kind: 'recovery-key.replace', what }))) return;
    asked.current = true;
    const replaced = await key.judge((recoveryKey) => change('recovery-key.replace', { body: { recoveryKey } }));
    if (replaced) end(replaced.hold ? `${sayBegun(replaced.hold)} ${t('new.done')}` : t('new.done'));
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (key.isComplete()) void attempt.run(replace);
  };
  return (
    <>
      <PageHead key="new" eyebrow={t('title')} title={t('title')} lede={t('new.lede')}>
        {t('new.statement')}
      </PageHead>
      <Ledger name={t('protect:recovery')} note={t('protect:recovery.note')}>
        <Slips {...slips} email={email} />
      </Ledger>
      <Ledger name={t('protect:prove')} note={t('protect:prove.note')}>
        <form id={form} className="fit" onSubmit={send} noValidate>
          <TypedKeyField label={t('protect:prove.field')} of={key} />
          <ReadSoFar typed={key.typed} slips={slips.recoveryKeys} />
        </form>
      </Ledger>
      <Failure of={attempt.failure} point={t('new.failed')} />
      <div className="actions">
        <Button kind="primary" type="submit" form={form} busy={attempt.busy}>
          {t('new.do')}
        </Button>
        <Button kind="plain" onClick={() => end(t('new.kept'))}>
          {t('new.keep')}
        </Button>
      </div>
    </>
  );
}
