// Settings: the name, the address, what opens a standard account beside keys, and turning protection off.
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '../../look/button.tsx';
import { Field } from '../../look/field.tsx';
import { PageHead } from '../../look/heading.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { useToast } from '../../look/toast.tsx';
import { tellKeyStores } from '../../webauthn.ts';
import type { Account } from '../account-answer.ts';
import { Failure } from '../failure.tsx';
import { HoldBox } from '../hold/hold-box.tsx';
import { Loaded } from '../loaded.tsx';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';
import { useProbation } from '../use-probation.ts';
import { useRead } from '../use-read.ts';
import { useSignOut } from '../use-sign-out.ts';
import { AppSection } from './app-section.tsx';
import { BackupCodesSection } from './backup-codes-section.tsx';
import { ContestCallout } from './contest-callout.tsx';
import { EmailDialog } from './email-dialog.tsx';
import { PasswordSection } from './password-section.tsx';
import { ProtectionSection } from './protection-section.tsx';

export default function Settings() {
  const { t } = useTranslation(['settings', 'sign-up', 'holds', 'numbers']);
  const account = useRead('account.read');
  return (
    <Loaded from={account} title={t('title')} fetching={t('fetching')} failed={t('failed')} still={t('failed.still')}>
      {(data) => <SettingsPage account={data} />}
    </Loaded>
  );
}

function SettingsPage({ account }: { readonly account: Account }) {
  const { t } = useTranslation('settings');
  const isStandard = account.tier === 'standard';
  return (
    <>
      <PageHead eyebrow={t('title')} title={t('title')} lede={t('lede', { email: account.email })}>
        {t('statement', { name: account.displayName })}
      </PageHead>
      <Name account={account} />
      <Email account={account} />
      <Alerts />
      {isStandard ? (
        <>
          <PasswordSection account={account} />
          <AppSection account={account} />
          <BackupCodesSection account={account} />
        </>
      ) : (
        <Ledger name={t('none')}>
          <p className="prose">{t(account.settlesAt === null ? 'none.what' : 'none.what.settling')}</p>
        </Ledger>
      )}
      {account.role !== 'holder' && <Support />}
      <Here />
      <ProtectionSection account={account} />
    </>
  );
}

function Name({ account }: { readonly account: Account }) {
  const { t } = useTranslation('settings');
  const change = useChange();
  const toast = useToast();
  const attempt = useAttempt();
  const [typed, setTyped] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const name = (typed ?? account.displayName).trim();
  const save = async () => {
    const { signal } = await change('account.rename', { body: { displayName: name } });
    await tellKeyStores(signal);
    setTyped(null);
    toast(t('name.done', { name }));
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    setMissing(name === '');
    if (name !== '' && name !== account.displayName) void attempt.run(save);
  };
  return (
    <Ledger name={t('name')} note={t('name.note')}>
      <form className="form fit" onSubmit={send} noValidate>
        <Field
          label={t('name.field')}
          maxLength={80}
          autoComplete="name"
          value={typed ?? account.displayName}
          error={missing ? t('name.missing') : null}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <div>
          <Button type="submit" busy={attempt.busy}>
            {t('name.save')}
          </Button>
        </div>
      </form>
      <Failure of={attempt.failure} point={t('not-changed')} />
    </Ledger>
  );
}

function Email({ account }: { readonly account: Account }) {
  const { t } = useTranslation('settings');
  const probation = useProbation(account);
  const [changing, setChanging] = useState(false);
  const hold = account.holds.find((waiting) => waiting.kind === 'email.change');
  return (
    <Ledger name={t('email')} note={t('email.note')}>
      <p>{account.email}</p>
      <ContestCallout account={account} />
      {hold ? (
        <div className="top-4">
          <HoldBox hold={hold} />
        </div>
      ) : (
        <div className="actions top-4">
          <Button unavailable={probation} onClick={() => setChanging(true)}>
            {t('email.change')}
          </Button>
        </div>
      )}
      {changing && <EmailDialog account={account} onClose={() => setChanging(false)} />}
    </Ledger>
  );
}

function Alerts() {
  const { t } = useTranslation('settings');
  return (
    <Ledger name={t('alerts')}>
      <p>{t('alerts.what')}</p>
      <div className="actions top-4">
        <ButtonLink href="/alerts">{t('alerts.open')}</ButtonLink>
      </div>
    </Ledger>
  );
}

/** For staff: where accounts are looked at. */
function Support() {
  const { t } = useTranslation('settings');
  return (
    <Ledger name={t('support')}>
      <p>{t('support.what')}</p>
      <div className="actions top-4">
        <ButtonLink href="/staff">{t('support.open')}</ButtonLink>
      </div>
    </Ledger>
  );
}

function Here() {
  const { t } = useTranslation('settings');
  const signOut = useSignOut();
  const attempt = useAttempt();
  return (
    <Ledger name={t('here')}>
      <p>{t('here.what')}</p>
      <div className="actions top-4">
        <Button busy={attempt.busy} onClick={() => void attempt.run(signOut)}>
          {t('sign-out')}
        </Button>
      </div>
      <Failure of={attempt.failure} point={t('not-changed')} />
    </Ledger>
  );
}
