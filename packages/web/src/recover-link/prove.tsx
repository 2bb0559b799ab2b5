// The second factor behind a recovery link: a code from the app, or a backup code.
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '../account/use-attempt.ts';
import { call } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import { sixDigits } from '../entry/six-digits.ts';
import { Trouble } from '../entry/trouble.tsx';
import { Button } from '../look/button.tsx';
import { Field } from '../look/field.tsx';
import { Heading } from '../look/heading.tsx';
import { LostFactor } from './lost-factor.tsx';
import type { OpenedLink } from './opened-link.ts';

interface ProveProps {
  readonly opened: OpenedLink;
  readonly onProved: (opened: OpenedLink) => void;
  readonly onGone: () => void;
}

const codeOf = (error: unknown) => (error instanceof ApiProblem ? error.code : null);

export function Prove({ opened, onProved, onGone }: ProveProps) {
  const { t } = useTranslation('recover-link');
  const attempt = useAttempt();
  const both = opened.second.length > 1;
  const [by, setBy] = useState(opened.second[0] ?? 'totp');
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [lost, setLost] = useState(false);
  const which = by === 'totp' ? 'code' : 'backup';
  const prove = async (code: string) => {
    try {
      onProved(await call('recovery-link.prove', { body: { with: by, code } }));
    } catch (failure) {
      if (codeOf(failure) === 'flow.gone') return onGone();
      if (codeOf(failure) !== 'sign-in.refused') throw failure;
      setError(t(`prove.${which}.refused`));
    }
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    const code = by === 'totp' ? sixDigits(typed) : typed.trim() || null;
    setError(code === null ? t(`prove.${which}.missing`) : null);
    if (code !== null) void attempt.run(() => prove(code));
  };
  const swap = () => {
    setBy(by === 'totp' ? 'backup-code' : 'totp');
    setTyped('');
    setError(null);
  };
  if (lost) return <LostFactor account={opened.account} onGone={onGone} />;
  return (
    <div>
      <p className="eyebrow">{opened.account}</p>
      <Heading title={t('title')}>{t('prove.statement')}</Heading>
      {attempt.failure !== null && <Trouble error={attempt.failure} />}
      <form className="form wide-gap" onSubmit={send} noValidate>
        <Field
          key={by}
          label={t(`prove.${which}`)}
          hint={t(`prove.${which}.hint`)}
          error={error}
          keyed
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          inputMode={by === 'totp' ? 'numeric' : 'text'}
          autoComplete={by === 'totp' ? 'one-time-code' : 'off'}
          spellCheck={false}
        />
        <Button kind="primary" block type="submit" busy={attempt.busy}>
          {t('prove.do')}
        </Button>
      </form>
      {(both || opened.mayReplaceTotp) && (
        <div className="line-actions top-4">
          {both && (
            <Button kind="plain" onClick={swap}>
              {t(by === 'totp' ? 'prove.use-backup' : 'prove.use-code')}
            </Button>
          )}
          {opened.mayReplaceTotp && (
            <Button kind="plain" onClick={() => setLost(true)}>
              {t('lost.link')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
