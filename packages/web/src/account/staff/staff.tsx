// Support: looking at an account for a ticket, having a link mailed to its holder, and for operators, who is support.
import type { Answer } from '@holdfast/contract';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api-problem.ts';
import { emailFault } from '../../entry/email-fault.ts';
import { Button, ButtonLink } from '../../look/button.tsx';
import { Callout } from '../../look/callout.tsx';
import { EmailField } from '../../look/email-field.tsx';
import { Field } from '../../look/field.tsx';
import { PageHead } from '../../look/heading.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { useProtectedCall } from '../../step-up/step-up-context.tsx';
import { Failure } from '../failure.tsx';
import { useSession } from '../session.tsx';
import { useAttempt } from '../use-attempt.ts';
import { Seen } from './seen.tsx';
import { StaffList } from './staff-list.tsx';

interface Found {
  readonly seen: Answer<'support.look'>;
  readonly ticket: string;
}

export default function Staff() {
  const { t } = useTranslation('staff');
  const { role, tier } = useSession();
  const [found, setFound] = useState<Found | null>(null);
  return (
    <>
      <PageHead eyebrow={t('eyebrow')} title={t('title')} lede={t('lede')}>
        {t('statement')}
      </PageHead>
      {tier === 'standard' ? (
        <Callout
          tone="wait"
          point={t('protect')}
          actions={
            <ButtonLink small href="/protect">
              {t('protect.do')}
            </ButtonLink>
          }
        >
          {t('protect.what')}
        </Callout>
      ) : (
        <>
          <Look onFound={setFound} />
          {found && <Seen {...found} />}
          {role === 'operator' && <StaffList />}
        </>
      )}
    </>
  );
}

function useLook(onFound: (found: Found | null) => void) {
  const { t } = useTranslation('staff');
  const protectedCall = useProtectedCall();
  const attempt = useAttempt();
  const [email, setEmail] = useState('');
  const [ticket, setTicket] = useState('');
  const [errors, setErrors] = useState<{ readonly email?: string; readonly ticket?: string }>({});
  const look = async () => {
    const about = { email: email.trim(), ticket: ticket.trim() };
    try {
      onFound({ seen: await protectedCall('support.look', { body: about }), ticket: about.ticket });
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== 'not-found') throw error;
      setErrors({ email: t('look.nobody') });
    }
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    onFound(null);
    const fault = emailFault(email);
    const missing = ticket.trim() === '';
    setErrors({
      ...(fault ? { email: t(`look.email.${fault}`) } : {}),
      ...(!fault && missing ? { ticket: t('look.ticket.missing') } : {}),
    });
    if (!fault && !missing) void attempt.run(look);
  };
  return { email, setEmail, ticket, setTicket, errors, attempt, send };
}

function Look({ onFound }: { readonly onFound: (found: Found | null) => void }) {
  const { t } = useTranslation('staff');
  const { email, setEmail, ticket, setTicket, errors, attempt, send } = useLook(onFound);
  return (
    <Ledger name={t('look')}>
      <form className="form fit" onSubmit={send} noValidate>
        <EmailField label={t('look.email')} error={errors.email} autoComplete="off" value={email} onType={setEmail} />
        <Field
          label={t('look.ticket')}
          note={t('look.ticket.note')}
          error={errors.ticket}
          autoComplete="off"
          maxLength={120}
          value={ticket}
          onChange={(event) => setTicket(event.currentTarget.value)}
        />
        <div>
          <Button kind="primary" type="submit" busy={attempt.busy}>
            {t('look.do')}
          </Button>
        </div>
      </form>
      <Failure of={attempt.failure} point={t('look.failed')} />
    </Ledger>
  );
}
