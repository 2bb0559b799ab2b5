// The password of a standard account: set, change, remove.
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api-problem.ts';
import { Button } from '../../look/button.tsx';
import { Dialog } from '../../look/dialog.tsx';
import { Field } from '../../look/field.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { useToast } from '../../look/toast.tsx';
import { useTimes } from '../../words/use-times.ts';
import type { Account } from '../account-answer.ts';
import { Failure } from '../failure.tsx';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';
import { KeptOrFailed } from './kept-or-failed.tsx';

const FAULTS = ['too-short', 'too-long', 'common'] as const;

export function PasswordSection({ account }: { readonly account: Account }) {
  const { t } = useTranslation('settings');
  const times = useTimes();
  const [asking, setAsking] = useState<'set' | 'remove' | null>(null);
  const { password, totp, keys } = account;
  const second = totp === null ? 'key' : keys.length === 0 ? 'totp' : 'both';
  return (
    <Ledger name={t('password')}>
      <p>
        {password === null
          ? t('password.none')
          : t('password.set-since', { day: times.day(password.setAt), second: t(`password.second.${second}`) })}
      </p>
      <div className="actions top-4">
        <Button onClick={() => setAsking('set')}>{t(password === null ? 'password.set' : 'password.change')}</Button>
        {password !== null && <Button onClick={() => setAsking('remove')}>{t('password.remove')}</Button>}
      </div>
      {asking === 'set' && <SetDialog account={account} onClose={() => setAsking(null)} />}
      {asking === 'remove' && <RemoveDialog onClose={() => setAsking(null)} />}
    </Ledger>
  );
}

function SetDialog({ account, onClose }: { readonly account: Account; readonly onClose: () => void }) {
  const { t } = useTranslation(['settings', 'sign-up']);
  const change = useChange();
  const toast = useToast();
  const attempt = useAttempt();
  const form = useId();
  const [password, setPassword] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const save = async () => {
    try {
      await change('password.set', { body: { password } });
      toast(t('password.done'));
      onClose();
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== 'password.refused') throw error;
      setFault(t(`sign-up:password.${FAULTS.find((known) => known === error.reason) ?? 'common'}`));
    }
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    setFault(password === '' ? t('sign-up:password.missing') : null);
    if (password !== '') void attempt.run(save);
  };
  return (
    <Dialog
      title={t('password.title')}
      safe={t('password.keep')}
      onClose={onClose}
      focusField
      action={
        <Button kind="primary" type="submit" form={form} busy={attempt.busy}>
          {t('password.save')}
        </Button>
      }
    >
      <p>{t('password.what')}</p>
      <form id={form} className="form" onSubmit={send} noValidate>
        <Field
          label={t('password.field')}
          hint={t('sign-up:password.hint')}
          type="password"
          name="new-password"
          autoComplete="new-password"
          value={password}
          error={fault}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {/* Lets a password store keep the address beside the password. */}
        <input
          className="sr"
          type="email"
          autoComplete="username"
          value={account.email}
          readOnly
          tabIndex={-1}
          aria-hidden
        />
      </form>
      <Failure of={attempt.failure} point={t('not-changed')} />
    </Dialog>
  );
}

function RemoveDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('settings');
  const change = useChange();
  const toast = useToast();
  const attempt = useAttempt();
  const remove = () =>
    void attempt.run(async () => {
      await change('password.remove');
      toast(t('password.removed'));
      onClose();
    });
  return (
    <Dialog
      title={t('password.remove.title')}
      safe={t('password.remove.keep')}
      onClose={onClose}
      action={
        <Button kind="primary" busy={attempt.busy} onClick={remove}>
          {t('password.remove')}
        </Button>
      }
    >
      <p>{t('password.remove.what')}</p>
      {attempt.failure !== null && <KeptOrFailed error={attempt.failure} />}
    </Dialog>
  );
}
