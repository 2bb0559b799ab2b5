// Whom this account is a recovery contact for, and how to stop being one.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../look/button.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { Row, Rows } from '../../look/rows.tsx';
import { useToast } from '../../look/toast.tsx';
import { useTimes } from '../../words/use-times.ts';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { useChange } from '../use-change.ts';
import type { Asked } from './contact-answers.ts';

type Trusting = Asked['trustedBy'][number];

export function TrustedBy({ asked }: { readonly asked: Asked }) {
  const { t } = useTranslation('contacts');
  if (asked.trustedBy.length === 0) return null;
  return (
    <Ledger name={t('for')} note={t('for.note')}>
      <Rows>
        {asked.trustedBy.map((person) => (
          <PersonRow key={person.id} person={person} />
        ))}
      </Rows>
    </Ledger>
  );
}

function PersonRow({ person }: { readonly person: Trusting }) {
  const { t } = useTranslation('contacts');
  const times = useTimes();
  const change = useChange();
  const toast = useToast();
  const [leaving, setLeaving] = useState(false);
  const { id, name, email, since } = person;
  const leave = async () => {
    await change('contact.decline', { params: { contactId: id } });
    toast(t('leave.done', { name }));
    setLeaving(false);
  };
  return (
    <>
      <Row
        name={name}
        facts={[email, t('for.since', { when: times.lately(since) })]}
        end={
          <Button small object={name} onClick={() => setLeaving(true)}>
            {t('leave')}
          </Button>
        }
      />
      {leaving && (
        <ConfirmDialog
          title={t('leave.title', { name })}
          verb={t('leave.do')}
          safe={t('leave.keep')}
          failed={t('leave.failed')}
          act={leave}
          onClose={() => setLeaving(false)}
        >
          <p>{t('leave.what', { name })}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
