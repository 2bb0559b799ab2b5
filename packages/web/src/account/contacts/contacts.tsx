// Recovery contacts: who approves a recovery of this account, and what others ask of whoever is signed in.
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../look/button.tsx';
import { PageHead } from '../../look/heading.tsx';
import { opening } from '../../words/time.ts';
import { useCounts } from '../../words/use-counts.ts';
import { both, Loaded } from '../loaded.tsx';
import { useSession } from '../session.tsx';
import { useRead } from '../use-read.ts';
import { AskedOfYou } from './asked-of-you.tsx';
import type { Arrangements, Asked } from './contact-answers.ts';
import { Invitations } from './invitations.tsx';
import { Needed } from './needed.tsx';
import { TrustedBy } from './trusted-by.tsx';
import { YourContacts } from './your-contacts.tsx';

export default function Contacts() {
  const { tier } = useSession();
  return tier === 'standard' ? <WithoutOwn /> : <WithOwn />;
}

/** How the page says what it reads; the same for both kinds of account. */
function useReading() {
  const { t } = useTranslation(['contacts', 'holds', 'numbers']);
  return { title: t('title'), fetching: t('fetching'), failed: t('failed'), still: t('failed.still') };
}

function WithoutOwn() {
  const { t } = useTranslation('contacts');
  return (
    <Loaded from={useRead('contact.cases')} {...useReading()}>
      {(asked) => (
        <>
          <PageHead
            eyebrow={t('eyebrow')}
            title={t('title')}
            lede={t('lede.standard')}
            actions={<ButtonLink href="/protect">{t('protect')}</ButtonLink>}
          >
            {t('statement.standard')}
          </PageHead>
          <Invitations asked={asked} mayAccept={false} />
          <TrustedBy asked={asked} />
        </>
      )}
    </Loaded>
  );
}

function WithOwn() {
  const own = useRead('contact.list');
  const asked = useRead('contact.cases');
  return (
    <Loaded from={both(own, asked)} {...useReading()}>
      {([mine, others]) => (
        <>
          <Head mine={mine} asked={others} />
          <AskedOfYou asked={others} />
          <Invitations asked={others} mayAccept />
          <YourContacts mine={mine} />
          <Needed mine={mine} />
          <TrustedBy asked={others} />
        </>
      )}
    </Loaded>
  );
}

/** Whoever is waited for is told first. */
function Head({ mine, asked }: { readonly mine: Arrangements; readonly asked: Asked }) {
  const { t } = useTranslation('contacts');
  const counts = useCounts();
  const open = asked.cases.find((one) => one.approvedAt === null && one.objectedAt === null && one.mayApprove);
  const number = opening(counts.count(mine.needed));
  const key = open
    ? 'asked'
    : mine.tooFew
      ? 'too-few'
      : mine.needed > 0
        ? mine.needed === 1
          ? 'one'
          : 'many'
        : mine.contacts.length > 0
          ? 'idle'
          : 'none';
  return (
    <PageHead eyebrow={t('eyebrow')} title={t('title')} lede={t(`lede.${key}`)}>
      {t(`statement.${key}`, { name: open?.name ?? '', number })}
    </PageHead>
  );
}
