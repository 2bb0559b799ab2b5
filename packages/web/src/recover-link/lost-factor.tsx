// The app and the codes are lost: the password sets another app, after three days in which any second factor stops it.
import type { Answer } from '@holdfast/contract';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '../account/use-attempt.ts';
import { call } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import { sixDigits } from '../entry/six-digits.ts';
import { TotpOffer } from '../entry/totp-offer.tsx';
import { Trouble } from '../entry/trouble.tsx';
import { Button } from '../look/button.tsx';
import { Field } from '../look/field.tsx';
import { Heading } from '../look/heading.tsx';
import { useTimes } from '../words/use-times.ts';

type Offer = Answer<'recovery-link.make-totp'>;

interface LostProps {
  readonly account: string;
  readonly onGone: () => void;
}

const codeOf = (error: unknown) => (error instanceof ApiProblem ? error.code : null);

export function LostFactor({ account, onGone }: LostProps) {
  const { t } = useTranslation('recover-link');
  const times = useTimes();
  const [offer, setOffer] = useState<Offer | null>(null);
  const [ripensAt, setRipensAt] = useState<number | null>(null);
  if (ripensAt !== null) {
    return (
      <div>
        <Heading key="done" title={t('title')}>
          {t('lost.done.statement', { when: times.fully(ripensAt) })}
        </Heading>
        <p>{t('lost.done.lede')}</p>
      </div>
    );
  }
  if (offer) return <NewApp offer={offer} onGone={onGone} onBegun={setRipensAt} />;
  return <GivePassword account={account} onOffer={setOffer} onGone={onGone} />;
}

interface GivePasswordProps extends LostProps {
  readonly onOffer: (offer: Offer) => void;
}

function GivePassword({ account, onOffer, onGone }: GivePasswordProps) {
  const { t } = useTranslation('recover-link');
  const attempt = useAttempt();
  const [password, setPassword] = useState('');
  const [error, setError] = useState<string | null>(null);
  const prove = async () => {
    try {
      onOffer(await call('recovery-link.make-totp', { body: { password } }));
    } catch (failure) {
      if (codeOf(failure) === 'flow.gone') return onGone();
      if (codeOf(failure) !== 'sign-in.refused') throw failure;
      setError(t('lost.password.refused'));
    }
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    setError(password === '' ? t('lost.password.missing') : null);
    if (password !== '') void attempt.run(prove);
  };
  return (
    <div>
      <p className="eyebrow">{account}</p>
      <Heading key="password" title={t('title')}>
        {t('lost.statement')}
      </Heading>
      {attempt.failure !== null && <Trouble error={attempt.failure} />}
      <p className="quiet under-5">{t('lost.lede')}</p>
      <form className="form wide-gap" onSubmit={send} noValidate>
        <Field
          label={t('lost.password')}
          error={error}
          type="password"
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button kind="primary" block type="submit" busy={attempt.busy}>
          {t('lost.go-on')}
        </Button>
      </form>
    </div>
  );
}

interface NewAppProps {
  readonly offer: Offer;
  readonly onBegun: (ripensAt: number) => void;
  readonly onGone: () => void;
}

function NewApp({ offer, onBegun, onGone }: NewAppProps) {
  const { t } = useTranslation('recover-link');
  const attempt = useAttempt();
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string | null>(null);
  const begin = async (code: string) => {
    try {
      onBegun((await call('recovery-link.replace-totp', { body: { code } })).ripensAt);
    } catch (failure) {
      if (codeOf(failure) === 'flow.gone') return onGone();
      if (codeOf(failure) !== 'code.refused') throw failure;
      setError(t('prove.code.refused'));
    }
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    const code = sixDigits(typed);
    setError(code === null ? t('prove.code.missing') : null);
    if (code !== null) void attempt.run(() => begin(code));
  };
  return (
    <div>
      <Heading key="app" title={t('title')}>
        {t('lost.scan')}
      </Heading>
      {attempt.failure !== null && <Trouble error={attempt.failure} />}
      <TotpOffer {...offer} />
      <form className="form wide-gap top-4" onSubmit={send} noValidate>
        <Field
          label={t('lost.code')}
          error={error}
          keyed
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          inputMode="numeric"
          autoComplete="one-time-code"
          spellCheck={false}
        />
        <Button kind="primary" block type="submit" busy={attempt.busy}>
          {t('lost.begin')}
        </Button>
      </form>
    </div>
  );
}
