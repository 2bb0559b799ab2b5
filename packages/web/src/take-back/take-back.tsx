// Taking back protection while it settles: asking for a link, following it, and proving a factor of before.
import type { Answer } from '@holdfast/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '../account/use-attempt.ts';
import { call } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import { EntryBar } from '../entry/entry-bar.tsx';
import { Trouble } from '../entry/trouble.tsx';
import { useLinkToken } from '../entry/use-link-token.ts';
import { Button, ButtonLink } from '../look/button.tsx';
import { Frame } from '../look/frame.tsx';
import { Heading } from '../look/heading.tsx';
import { Ask } from './ask.tsx';
import type { OpenedTakeBack } from './opened-take-back.ts';
import { ProveBefore } from './prove-before.tsx';

type TookBack = Answer<'enrolment.take-back'>;

type Step =
  | { readonly at: 'start' }
  | { readonly at: 'open'; readonly opened: OpenedTakeBack }
  | { readonly at: 'gone' }
  | { readonly at: 'done'; readonly answer: TookBack };

const hasGone = (error: unknown) =>
  error instanceof ApiProblem && ['link.refused', 'flow.gone', 'request.invalid'].includes(error.code);

interface OpenItProps {
  readonly link: string;
  readonly onOpened: (opened: OpenedTakeBack) => void;
  readonly onGone: () => void;
}

function OpenIt({ link, onOpened, onGone }: OpenItProps) {
  const { t } = useTranslation('take-back');
  const attempt = useAttempt();
  const open = () =>
    void attempt.run(async () => {
      try {
        onOpened(await call('take-back.open', { body: { link } }));
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

function Gone({ onAgain }: { readonly onAgain: () => void }) {
  const { t } = useTranslation('take-back');
  return (
    <div>
      <Heading title={t('title')}>{t('gone.statement')}</Heading>
      <p className="under-5">{t('gone.lede')}</p>
      <Button kind="primary" onClick={onAgain}>
        {t('gone.again')}
      </Button>
    </div>
  );
}

function Done({ answer: { opens } }: { readonly answer: TookBack }) {
  const { t } = useTranslation('take-back');
  const byLink = opens.length === 0;
  return (
    <div>
      <Heading title={t('title')}>{t('done.statement')}</Heading>
      <p className="under-4">{t('done.lede')}</p>
      {opens.includes('key') && <p className="under-4">{t('done.key')}</p>}
      {byLink && <p className="under-4">{t('done.link')}</p>}
      <ButtonLink kind="primary" href={byLink ? '/recover/e-mail' : '/sign-in'}>
        {t(byLink ? 'done.recover' : 'done.sign-in')}
      </ButtonLink>
    </div>
  );
}

function WhatHappens({ asks }: { readonly asks: boolean }) {
  const { t } = useTranslation('take-back');
  return (
    <aside>
      {asks && (
        <>
          <h2>{t('which.title')}</h2>
          <p>{t('which.mailbox')}</p>
          <p>{t('which.factor')}</p>
        </>
      )}
      <h2>{t('what.title')}</h2>
      <ol className="numbers">
        {asks && <li>{t('what.link')}</li>}
        <li>{t('what.factor')}</li>
        <li>{t('what.ends')}</li>
        <li>{t('what.back')}</li>
      </ol>
    </aside>
  );
}

export default function TakeBack() {
  const link = useLinkToken();
  const [step, setStep] = useState<Step>({ at: 'start' });
  const [again, setAgain] = useState(false);
  const onGone = () => setStep({ at: 'gone' });
  const startAgain = () => {
    setAgain(true);
    setStep({ at: 'start' });
  };
  const asks = link === '' || again;
  return (
    <Frame bar={<EntryBar />} width="entry">
      {step.at === 'start' && asks && <Ask />}
      {step.at === 'start' && !asks && (
        <OpenIt link={link} onOpened={(opened) => setStep({ at: 'open', opened })} onGone={onGone} />
      )}
      {step.at === 'open' && (
        <ProveBefore opened={step.opened} onTaken={(answer) => setStep({ at: 'done', answer })} onGone={onGone} />
      )}
      {step.at === 'gone' && <Gone onAgain={startAgain} />}
      {step.at === 'done' && <Done answer={step.answer} />}
      {(step.at === 'start' || step.at === 'open') && <WhatHappens asks={step.at === 'start' && asks} />}
    </Frame>
  );
}
