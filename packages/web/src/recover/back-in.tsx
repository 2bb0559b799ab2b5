// Back in: the two new recovery keys, shown once, and one of them tested from its copy.
import type { Answer } from '@holdfast/contract';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Slips } from '../account/protect/slips.tsx';
import { call } from '../api.ts';
import { now } from '../clock.ts';
import { ButtonLink } from '../look/button.tsx';
import { Callout } from '../look/callout.tsx';
import { PageHead } from '../look/heading.tsx';
import { Ledger } from '../look/ledger.tsx';
import { Row, Rows } from '../look/rows.tsx';
import { tellKeyStores } from '../webauthn.ts';
import { TryOne } from './try-one.tsx';

/** Whose account this is: the case said it only in part, the new session says it whole. */
function useEmail(): string {
  const [email, setEmail] = useState('');
  useEffect(() => {
    const leaving = new AbortController();
    call('session.read', { signal: leaving.signal }).then(
      (session) => setEmail(session.email),
      // The slips then stand without the address, and the server's fault says itself on the next page.
      () => {},
    );
    return () => leaving.abort();
  }, []);
  return email;
}

/** What else a thief could have left on the account, and where the holder looks at it. */
function AlsoEnded({ answer: { channelsPaused, contactsEnded } }: { readonly answer: Answer<'recovery.complete'> }) {
  const { t } = useTranslation('recover');
  if (channelsPaused === 0 && contactsEnded === 0) return null;
  return (
    <Ledger name={t('back.checked')}>
      <Rows>
        {channelsPaused > 0 && (
          <Row
            name={t('back.channels', { count: channelsPaused })}
            end={
              <ButtonLink small href="/alerts">
                {t('back.channels.see')}
              </ButtonLink>
            }
          />
        )}
        {contactsEnded > 0 && (
          <Row
            name={t('back.contacts', { count: contactsEnded })}
            end={
              <ButtonLink small href="/contacts">
                {t('back.contacts.see')}
              </ButtonLink>
            }
          />
        )}
      </Rows>
    </Ledger>
  );
}

export function BackIn({ answer }: { readonly answer: Answer<'recovery.complete'> }) {
  const { t } = useTranslation('recover');
  const email = useEmail();
  const [madeAt] = useState(now);
  const [tried, setTried] = useState(false);
  useEffect(() => void tellKeyStores(answer.signal), [answer.signal]);
  const { recoveryKeys, sessionsEnded } = answer;
  return (
    <>
      <PageHead key="back" eyebrow={t('title')} title={t('title')} lede={t('back.lede', { count: sessionsEnded })}>
        {t('back.statement')}
      </PageHead>
      <Ledger name={t('back.keys')} note={t('back.keys.note')}>
        <Slips recoveryKeys={recoveryKeys} madeAt={madeAt} email={email} />
      </Ledger>
      <TryOne slips={recoveryKeys} onTried={() => setTried(true)} />
      <AlsoEnded answer={answer} />
      <div className="top-6">
        <Callout point={t('back.careful')}>{t('back.careful.what')}</Callout>
      </div>
      <div className="actions">
        <ButtonLink kind={tried ? 'primary' : undefined} href="/">
          {t('back.go')}
        </ButtonLink>
      </div>
    </>
  );
}
