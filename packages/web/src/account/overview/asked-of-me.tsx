// What somebody else waits for: a recovery to approve, an invitation to be a recovery contact.
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../look/button.tsx';
import { Callout } from '../../look/callout.tsx';
import { useRead } from '../use-read.ts';

/** Nothing where nobody asks; and where it could not be read, the rest of the page stands as it is. */
export function AskedOfMe() {
  const { t } = useTranslation('overview');
  const { data } = useRead('contact.cases');
  if (!data) return null;
  // A recovery that began too early for this contact is not theirs to answer.
  const cases = data.cases.filter((one) => one.approvedAt === null && one.objectedAt === null && one.mayApprove);
  return (
    <>
      {cases.map(({ id, caseNumber, name }) => (
        <Asked
          key={`${id} ${caseNumber}`}
          point={t('asked.case', { name })}
          what={t('asked.case.what', { name })}
          see={t('asked.see')}
        />
      ))}
      {data.invitations.map(({ id, name }) => (
        <Asked
          key={id}
          point={t('asked.invitation', { name })}
          what={t('asked.invitation.what', { name })}
          see={t('asked.see')}
        />
      ))}
    </>
  );
}

interface AskedProps {
  readonly point: string;
  readonly what: string;
  readonly see: string;
}

function Asked({ point, what, see }: AskedProps) {
  return (
    <div className="under-6">
      <Callout
        tone="wait"
        point={point}
        actions={
          <ButtonLink small href="/contacts">
            {see}
          </ButtonLink>
        }
      >
        {what}
      </Callout>
    </div>
  );
}
