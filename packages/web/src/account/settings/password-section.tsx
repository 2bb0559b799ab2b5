// The password of a standard account: set, change, remove.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { passwordFault } from '../../entry/password-fault.ts';
import { Button } from '../../look/button.tsx';
import { Field } from '../../look/field.tsx';
import { KeptUsername } from '../../look/kept-username.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { useToast } from '../../look/toast.tsx';
import { useTimes } from '../../words/use-times.ts';
import type { Account } from '../account-answer.ts';
import { FormDialog } from '../form-dialog.tsx';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';
import { RemoveDialog } from './remove-dialog.tsx';

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
      {asking === 'remove' && <RemoveDialog what="password" onClose={() => setAsking(null)} />}
    </Ledger>
  );
}

function SetDialog({ account, onClose }: { readonly account: Account; readonly onClose: () => void }) {
  const { t } = useTranslation(['settings', 'sign-up']);
  const change = useChange();
  const toast = useToast();
  const attempt = useAttempt();
  const [password, setPassword] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const save = async () => {
    try {
      await change('password.set', { body: { password } });
      toast(t('password.done'));
      onClose();
    } catch (error) {
      const refused = passwordFault(error);
      if (refused === null) throw error;
      setFault(t(`sign-up:password.${refused}`));
    }
  };
  const send = () => {
    setFault(password === '' ? t('sign-up:password.missing') : null);
    if (password !== '') void attempt.run(save);
  };
  return (
    <FormDialog
      title={t('password.title')}
      lede={<p>{t('password.what')}</p>}
      verb={t('password.save')}
      safe={t('password.keep')}
      failed={t('not-changed')}
      attempt={attempt}
      onSend={send}
      onClose={onClose}
    >
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
      <KeptUsername email={account.email} />
    </FormDialog>
  );
}
