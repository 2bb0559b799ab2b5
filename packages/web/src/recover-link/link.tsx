// Behind the link in a recovery mail: opening it changes nothing; its button uses the link up, in this browser.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '../account/use-attempt.ts';
import { call } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import { EntryAside } from '../entry/aside.tsx';
import { EntryBar } from '../entry/entry-bar.tsx';
import { Trouble } from '../entry/trouble.tsx';
import { useLinkToken } from '../entry/use-link-token.ts';
import { Button, ButtonLink } from '../look/button.tsx';
import { Frame } from '../look/frame.tsx';
import { Heading } from '../look/heading.tsx';
import type { OpenedLink } from './opened-link.ts';
import { Prove } from './prove.tsx';
import { SuspendedKey } from './suspended-key.tsx';
import { Way } from './way.tsx';

type Step = { readonly at: 'link' } | { readonly at: 'open'; readonly opened: OpenedLink } | { readonly at: 'gone' };

const hasGone = (error: unknown) =>
  error instanceof ApiProblem && ['link.refused', 'flow.gone', 'request.invalid'].includes(error.code);

interface OpenItProps {
  readonly link: string;
  readonly onOpened: (opened: OpenedLink) => void;
  readonly onGone: () => void;
}

function OpenIt({ link, onOpened, onGone }: OpenItProps) {
  const { t } = useTranslation('recover-link');
  const attempt = useAttempt();
  const open = () =>
    void attempt.run(async () => {
      try {
        onOpened(await call('recovery-link.open', { body: { link } }));
      } catch (error) {
        if (!hasGone(error)) throw error;
        onGone();
      }
    });
  return (
    <div>
      <Heading title={t('title')}>{t('open.statement')}</Heading>
      {attempt.failure !== null && <Trouble error={attempt.failure} />}
      <p className="quiet under-5">{t('open.lede')}</p>
      <Button kind="primary" block busy={attempt.busy} onClick={open}>
        {t('open.do')}
      </Button>
    </div>
  );
}

function Gone() {
  const { t } = useTranslation('recover-link');
  return (
    <div>
      <Heading title={t('title')}>{t('gone.statement')}</Heading>
      <p className="under-5">{t('gone.lede')}</p>
      <ButtonLink kind="primary" href="/recover/e-mail">
        {t('gone.again')}
      </ButtonLink>
    </div>
  );
}

export default function FollowLink() {
  const link = useLinkToken();
  const [step, setStep] = useState<Step>({ at: 'link' });
  const onGone = () => setStep({ at: 'gone' });
  const onOpened = (opened: OpenedLink) => setStep({ at: 'open', opened });
  const gone = step.at === 'gone' || (step.at === 'link' && link === '');
  return (
    <Frame bar={<EntryBar />} width="entry">
      {gone && <Gone />}
      {!gone && step.at === 'link' && <OpenIt link={link} onOpened={onOpened} onGone={onGone} />}
      {step.at === 'open' && (
        <div>
          {step.opened.proved ? (
            <Way opened={step.opened} onGone={onGone} />
          ) : (
            <Prove opened={step.opened} onProved={onOpened} onGone={onGone} />
          )}
          {step.opened.bringsKeyBack && <SuspendedKey />}
        </div>
      )}
      <EntryAside />
    </Frame>
  );
}
