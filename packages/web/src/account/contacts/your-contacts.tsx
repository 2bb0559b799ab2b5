// The account's own recovery contacts: inviting one, and removing one.
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api-problem.ts';
import { emailFault } from '../../entry/email-fault.ts';
import { Button } from '../../look/button.tsx';
import { EmailField } from '../../look/email-field.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { Row, Rows } from '../../look/rows.tsx';
import { Status } from '../../look/status.tsx';
import { useToast } from '../../look/toast.tsx';
import { Empty } from '../../look/waiting.tsx';
import { useSecondProof } from '../../step-up/second-proof-context.tsx';
import { useTimes } from '../../words/use-times.ts';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { FormDialog } from '../form-dialog.tsx';
import { HoldBox } from '../hold/hold-box.tsx';
import { useBegunWords } from '../hold/use-hold-words.ts';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';
import type { Arrangements } from './contact-answers.ts';

type Contact = Arrangements['contacts'][number];

export function YourContacts({ mine }: { readonly mine: Arrangements }) {
  const { t } = useTranslation('contacts');
  const [inviting, setInviting] = useState(false);
  const { contacts, countMax, holds } = mine;
  const removals = holds.filter((hold) => hold.kind === 'contact.remove');
  return (
    <Ledger name={t('yours')} note={t('yours.note')}>
      {contacts.length === 0 ? (
        <Empty point={t('yours.empty')}>{t('yours.empty.what')}</Empty>
      ) : (
        <Rows>
          {contacts.map((contact) => (
            <ContactRow key={contact.id} contact={contact} needed={mine.needed} />
          ))}
        </Rows>
      )}
      {removals.map((hold) => (
        <div className="top-4" key={hold.id}>
          <HoldBox hold={hold} urgent={false} />
        </div>
      ))}
      <div className="actions top-4">
        <Button
          icon="plus"
          unavailable={contacts.length < countMax ? null : t('invite.full')}
          onClick={() => setInviting(true)}
        >
          {t('invite')}
        </Button>
      </div>
      {inviting && <Invite onClose={() => setInviting(false)} />}
    </Ledger>
  );
}

function useStanding(contact: Contact) {
  const { t } = useTranslation('contacts');
  const times = useTimes();
  const { state, stands, counts, countsFrom, removesAt, expiresAt } = contact;
  if (state === 'expired') return { mark: 'ended', word: t('state.expired'), what: t('state.expired.what') } as const;
  if (state === 'invited') {
    const what = t('state.invited.what', { when: times.fully(expiresAt) });
    return { mark: 'wait', word: t('state.invited'), what } as const;
  }
  if (!stands) return { mark: 'needs', word: t('state.unprotected'), what: t('state.unprotected.what') } as const;
  if (removesAt !== null) {
    return { mark: 'wait', word: t('state.removing'), what: t('state.removing.what') } as const;
  }
  if (!counts) {
    const when = times.fully(countsFrom ?? 0);
    return { mark: 'wait', word: t('state.new'), what: t('state.new.what', { when }) } as const;
  }
  return { mark: 'held', word: t('state.active'), what: '' } as const;
}

function ContactRow({ contact, needed }: { readonly contact: Contact; readonly needed: number }) {
  const { t } = useTranslation('contacts');
  const times = useTimes();
  const reasonId = useId();
  const [removing, setRemoving] = useState(false);
  const { mark, word, what } = useStanding(contact);
  const { name, email, acceptedAt, invitedAt, removable, removesAt } = contact;
  const shown = name ?? email;
  const since =
    acceptedAt === null
      ? t('since.invited', { when: times.lately(invitedAt) })
      : t('since.accepted', { when: times.lately(acceptedAt) });
  const why = t('remove.too-few', { count: needed });
  return (
    <>
      <Row
        name={shown}
        marks={<Status mark={mark}>{word}</Status>}
        facts={name === null ? [since] : [email, since]}
        end={
          removesAt === null && (
            <Button
              small
              object={shown}
              unavailable={removable ? null : why}
              reasonIn={reasonId}
              onClick={() => setRemoving(true)}
            >
              {t(acceptedAt === null ? 'withdraw' : 'remove')}
            </Button>
          )
        }
      >
        {what} {!removable && removesAt === null && <span id={reasonId}>{why}</span>}
      </Row>
      {removing && <Remove contact={contact} onClose={() => setRemoving(false)} />}
    </>
  );
}

function Remove({ contact, onClose }: { readonly contact: Contact; readonly onClose: () => void }) {
  const { t } = useTranslation('contacts');
  const sayBegun = useBegunWords();
  const askForSecond = useSecondProof();
  const change = useChange();
  const toast = useToast();
  const { id, email, state } = contact;
  const name = contact.name ?? email;
  const which = state === 'active' ? 'remove' : 'withdraw';
  const remove = async () => {
    const what = t('remove.confirms', { name });
    if (which === 'remove' && !(await askForSecond({ kind: 'contact.remove', what }))) return;
    const { hold } = await change('contact.remove', { params: { contactId: id } });
    toast(hold ? `${t('remove.begun', { name })} ${sayBegun(hold)}` : t(`${which}.done`, { name }));
    onClose();
  };
  return (
    <ConfirmDialog
      title={t(`${which}.title`, { name })}
      verb={t(`${which}.do`, { name })}
      kind="weakens"
      safe={t(`${which}.keep`)}
      failed={t(`${which}.failed`, { name })}
      act={remove}
      onClose={onClose}
    >
      <p>{t(`${which}.what`, { name })}</p>
    </ConfirmDialog>
  );
}

const FAULTS = { 'contact.self': 'invite.self', 'contact.exists': 'invite.exists' } as const;

function Invite({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['contacts', 'settings']);
  const change = useChange();
  const toast = useToast();
  const attempt = useAttempt();
  const [email, setEmail] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const send = () => {
    const wrong = emailFault(email);
    setFault(wrong ? t(`invite.${wrong}`) : null);
    if (wrong) return;
    void attempt.run(async () => {
      try {
        await change('contact.invite', { body: { email: email.trim() } });
        toast(t('invite.done', { email: email.trim() }));
        onClose();
      } catch (error) {
        const code = error instanceof ApiProblem ? error.code : null;
        if (code !== 'contact.self' && code !== 'contact.exists') throw error;
        setFault(t(FAULTS[code]));
      }
    });
  };
  return (
    <FormDialog
      title={t('invite.title')}
      lede={<p>{t('invite.what')}</p>}
      verb={t('invite.do')}
      safe={t('invite.keep')}
      failed={t('invite.failed')}
      attempt={attempt}
      onSend={send}
      onClose={onClose}
    >
      <EmailField
        label={t('invite.field')}
        note={t('invite.field.note')}
        error={fault}
        autoComplete="off"
        value={email}
        onType={setEmail}
      />
    </FormDialog>
  );
}
