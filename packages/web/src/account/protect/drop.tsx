// Giving it up half-way: the account stays as it was.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { Button } from '../../look/button.tsx';
import { useToast } from '../../look/toast.tsx';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { useSession } from '../session.tsx';
import { useChange } from '../use-change.ts';

/** Nothing where protection is required: there it cannot be put off. */
export function Drop() {
  const { t } = useTranslation('protect');
  const { enrolmentRequired } = useSession();
  const [, navigate] = useLocation();
  const change = useChange();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  if (enrolmentRequired) return null;
  const drop = async () => {
    await change('enrolment.drop');
    toast(t('drop.done'));
    navigate('/');
  };
  return (
    <>
      <Button kind="plain" onClick={() => setAsking(true)}>
        {t('drop')}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t('drop.title')}
          verb={t('drop.do')}
          kind="weakens"
          safe={t('drop.keep')}
          failed={t('drop.failed')}
          act={drop}
          onClose={() => setAsking(false)}
        >
          <p>{t('drop.what')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
