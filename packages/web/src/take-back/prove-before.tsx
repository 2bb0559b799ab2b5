// The factor of before: a key, or a code of an app or from paper. Any one that the account had will do.
import type { Answer } from '@holdfast/contract';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '../account/use-attempt.ts';
import { call } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import { Trouble } from '../entry/trouble.tsx';
import { Button } from '../look/button.tsx';
import { Field } from '../look/field.tsx';
import { Heading } from '../look/heading.tsx';
import { authenticate } from '../webauthn.ts';
import { useTimes } from '../words/use-times.ts';
import type { OpenedTakeBack } from './opened-take-back.ts';

type Taken = Answer<'enrolment.take-back'>;

interface ProveProps {
  readonly opened: OpenedTakeBack;
  readonly onTaken: (answer: Taken) => void;
  readonly onGone: () => void;
}

const codeOf = (error: unknown) => (error instanceof ApiProblem ? error.code : null);

/** `onRefused` is told where what was shown does not take it back; whatever else fails is thrown. */
type Take = (ask: () => Promise<Taken>, onRefused: (failure: unknown) => void) => Promise<void>;

interface CodeFormProps {
  /** At least one. */
  readonly codes: readonly ('totp' | 'backup-code')[];
  readonly keyToo: boolean;
  readonly take: Take;
}

function CodeForm({ codes, keyToo, take }: CodeFormProps) {
  const { t } = useTranslation('take-back');
  const attempt = useAttempt();
  const [by, setBy] = useState(codes[0] ?? 'totp');
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string | null>(null);
  const send = (event: FormEvent) => {
    event.preventDefault();
    const code = typed.trim();
    setError(code === '' ? t('prove.missing') : null);
    const ask = () => call('enrolment.take-back', { body: { with: by, code } });
    if (code !== '') void attempt.run(() => take(ask, () => setError(t('prove.refused'))));
  };
  const change = () => {
    setBy(by === 'totp' ? 'backup-code' : 'totp');
    setTyped('');
    setError(null);
  };
  return (
    <>
      <form className="form wide-gap top-4" onSubmit={send} noValidate>
        {attempt.failure !== null && <Trouble error={attempt.failure} point={t('prove.failed')} />}
        <Field
          key={by}
          label={t(by === 'totp' ? 'prove.code' : 'prove.backup')}
          error={error}
          keyed
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          inputMode={by === 'totp' ? 'numeric' : 'text'}
          autoComplete={by === 'totp' ? 'one-time-code' : 'off'}
          spellCheck={false}
        />
        <Button kind={keyToo ? undefined : 'primary'} block type="submit" busy={attempt.busy}>
          {t('prove.do')}
        </Button>
      </form>
      {codes.length > 1 && (
        <div className="line-actions top-4">
          <Button kind="plain" onClick={change}>
            {t(by === 'totp' ? 'prove.use-backup' : 'prove.use-code')}
          </Button>
        </div>
      )}
    </>
  );
}

export function ProveBefore({ opened, onTaken, onGone }: ProveProps) {
  const { t } = useTranslation('take-back');
  const times = useTimes();
  const attempt = useAttempt();
  const [refused, setRefused] = useState<unknown>(null);
  const codes = opened.with.filter((kind) => kind !== 'key');
  const withKey = opened.with.includes('key');
  const take: Take = async (ask, onRefused) => {
    try {
      onTaken(await ask());
    } catch (failure) {
      if (codeOf(failure) === 'flow.gone') return onGone();
      if (codeOf(failure) !== 'code.refused') throw failure;
      onRefused(failure);
    }
  };
  const byKey = () => {
    setRefused(null);
    void attempt.run(async () => {
      const response = await authenticate(await call('take-back.key-options'));
      await take(() => call('enrolment.take-back', { body: { with: 'key', response } }), setRefused);
    });
  };
  return (
    <div>
      <p className="eyebrow">{opened.account}</p>
      <Heading title={t('title')}>{t('prove.statement', { when: times.lately(opened.turnedOnAt) })}</Heading>
      {attempt.failure !== null && <Trouble error={attempt.failure} point={t('prove.failed')} />}
      {refused !== null && (
        <Trouble error={refused} point={t('prove.failed')}>
          {t('prove.refused.key')}
        </Trouble>
      )}
      <p className="quiet under-5">{t('prove.lede', { until: times.fully(opened.settlesAt) })}</p>
      {withKey && (
        <Button kind="primary" block icon="key" busy={attempt.busy} onClick={byKey}>
          {t(attempt.busy ? 'prove.key.waiting' : 'prove.key')}
        </Button>
      )}
      {codes.length > 0 && <CodeForm codes={codes} keyToo={withKey} take={take} />}
    </div>
  );
}
