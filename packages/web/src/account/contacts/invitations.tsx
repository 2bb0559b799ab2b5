// Invitations to be somebody's recovery contact: what it means, before it is accepted with a key or declined.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../look/button.tsx';
import { Dialog } from '../../look/dialog.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { Row, Rows } from '../../look/rows.tsx';
import { Status } from '../../look/status.tsx';
import { useToast } from '../../look/toast.tsx';
import { useTimes } from '../../words/use-times.ts';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { Failure } from '../failure.tsx';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';
import type { Asked } from './contact-answers.ts';
import { useTap } from './use-tap.ts';

type Invitation = Asked['invitations'][number];

interface InvitationsProps {
  readonly asked: Asked;
  /** Only a protected account can be a contact. */
  readonly mayAccept: boolean;
}

export function Invitations({ asked, mayAccept }: InvitationsProps) {
  const { t } = useTranslation('contacts');
  if (asked.invitations.length === 0) return null;
  return (
    <Ledger name={t('invitations')} note={t('invitations.note')}>
      <Rows>
        {asked.invitations.map((invitation) => (
          <InvitationRow key={invitation.id} invitation={invitation} mayAccept={mayAccept} />
        ))}
      </Rows>
    </Ledger>
  );
}

function InvitationRow({ invitation, mayAccept }: { readonly invitation: Invitation; readonly mayAccept: boolean }) {
  const { t } = useTranslation('contacts');
  const times = useTimes();
  const [asking, setAsking] = useState<'accept' | 'decline' | null>(null);
  const { name, email, expiresAt } = invitation;
  return (
    <>
      <Row
        icon="mail"
        name={name}
        marks={<Status mark="wait">{t('invitation.waits')}</Status>}
        facts={[email, t('invitation.until', { when: times.fully(expiresAt) })]}
        end={
          <>
            {mayAccept && (
              <Button small object={name} onClick={() => setAsking('accept')}>
                {t('accept')}
              </Button>
            )}
            <Button small object={name} onClick={() => setAsking('decline')}>
              {t('decline')}
            </Button>
          </>
        }
      >
        {t(mayAccept ? 'invitation.what' : 'invitation.protect-first', { name })}
      </Row>
      {asking === 'accept' && <Accept invitation={invitation} onClose={() => setAsking(null)} />}
      {asking === 'decline' && <Decline invitation={invitation} onClose={() => setAsking(null)} />}
    </>
  );
}

interface AnswerProps {
  readonly invitation: Invitation;
  readonly onClose: () => void;
}

function Accept({ invitation, onClose }: AnswerProps) {
  const { t } = useTranslation('contacts');
  const tap = useTap();
  const toast = useToast();
  const attempt = useAttempt();
  const { id, name, email } = invitation;
  const accept = async () => {
    await tap(id);
    toast(t('accept.done', { name }));
    onClose();
  };
  return (
    <Dialog
      title={t('accept.title', { name })}
      safe={t('accept.keep')}
      onClose={onClose}
      action={
        <Button kind="primary" icon="key" busy={attempt.busy} onClick={() => void attempt.run(accept)}>
          {t(attempt.busy ? 'touch.waiting' : 'accept.do')}
        </Button>
      }
    >
      <p>{t('accept.who', { name, email })}</p>
      <p>{t('accept.what', { name })}</p>
      <p>{t('accept.not', { name })}</p>
      <p>{t('accept.shown', { name })}</p>
      <Failure of={attempt.failure} point={t('accept.failed')} />
    </Dialog>
  );
}

function Decline({ invitation, onClose }: AnswerProps) {
  const { t } = useTranslation('contacts');
  const change = useChange();
  const toast = useToast();
  const { id, name } = invitation;
  const decline = async () => {
    await change('contact.decline', { params: { contactId: id } });
    toast(t('decline.done', { name }));
    onClose();
  };
  return (
    <ConfirmDialog
      title={t('decline.title', { name })}
      verb={t('decline.do')}
      safe={t('decline.keep')}
      failed={t('decline.failed')}
      act={decline}
      onClose={onClose}
    >
      <p>{t('decline.what', { name })}</p>
    </ConfirmDialog>
  );
}
