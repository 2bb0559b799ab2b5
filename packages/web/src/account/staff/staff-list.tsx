// Who is support and who is operator; operators make the one and take it back.
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api-problem.ts';
import { emailFault } from '../../entry/email-fault.ts';
import { Button } from '../../look/button.tsx';
import { EmailField } from '../../look/email-field.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { Row, Rows } from '../../look/rows.tsx';
import { useToast } from '../../look/toast.tsx';
import { Failed, Ghost } from '../../look/waiting.tsx';
import { Failure } from '../failure.tsx';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';
import { useRead } from '../use-read.ts';

export function StaffList() {
  const { t } = useTranslation('staff');
  const list = useRead('staff.list');
  return (
    <Ledger name={t('list')} note={t('list.note')}>
      {list.data ? (
        <Rows>
          {list.data.staff.map((person) => (
            <Person key={person.email} {...person} />
          ))}
        </Rows>
      ) : list.error ? (
        <Failed point={t('list.failed')} error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <Ghost what={t('list.fetching')} lines={3} />
      )}
      <Grant />
    </Ledger>
  );
}

interface PersonProps {
  readonly email: string;
  readonly displayName: string;
  readonly role: 'support' | 'operator';
}

function Person({ email, displayName, role }: PersonProps) {
  const { t } = useTranslation('staff');
  const change = useChange();
  const toast = useToast();
  const attempt = useAttempt();
  const revoke = () =>
    void attempt.run(async () => {
      await change('staff.revoke', { body: { email } });
      toast(t('list.revoked', { email }));
    });
  return (
    <Row
      name={displayName}
      facts={[t(`role.${role}`), email]}
      below={attempt.failure !== null && <Failed point={t('list.revoke.failed')} error={attempt.failure} />}
      end={
        role === 'support' && (
          <Button small busy={attempt.busy} onClick={revoke}>
            {t('list.revoke')}
          </Button>
        )
      }
    />
  );
}

function Grant() {
  const { t } = useTranslation('staff');
  const change = useChange();
  const toast = useToast();
  const attempt = useAttempt();
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string | null>(null);
  const email = typed.trim();
  const grant = async () => {
    try {
      await change('staff.grant', { body: { email } });
      setTyped('');
      toast(t('grant.done', { email }));
    } catch (failure) {
      const code = failure instanceof ApiProblem ? failure.code : null;
      if (code === 'not-found') setError(t('grant.nobody'));
      else if (code === 'requirements.unmet') setError(t('grant.unprotected'));
      else throw failure;
    }
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    const fault = emailFault(typed);
    setError(fault && t(`look.email.${fault}`));
    if (!fault) void attempt.run(grant);
  };
  return (
    <form className="form fit top-5" onSubmit={send} noValidate>
      <EmailField label={t('grant.email')} error={error} autoComplete="off" value={typed} onType={setTyped} />
      <div>
        <Button type="submit" busy={attempt.busy}>
          {t('grant.do')}
        </Button>
      </div>
      <Failure of={attempt.failure} point={t('grant.failed')} />
    </form>
  );
}
