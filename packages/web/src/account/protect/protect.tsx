// Turning protection on: four visible steps, resumable; nothing about the account changes before the last.
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Callout } from '../../look/callout.tsx';
import { Steps } from '../../look/steps.tsx';
import { useToast } from '../../look/toast.tsx';
import type { Account } from '../account-answer.ts';
import { both, Loaded } from '../loaded.tsx';
import { useSession } from '../session.tsx';
import { useRead } from '../use-read.ts';
import { Begin } from './begin.tsx';
import { Confirm } from './confirm.tsx';
import type { Enrolment, Made } from './enrolment-answer.ts';
import { Recovery } from './recovery.tsx';
import { TwoKeys } from './two-keys.tsx';

export default function Protect() {
  const { t } = useTranslation(['protect', 'keys', 'key-name', 'numbers']);
  const enrolment = useRead('enrolment.read');
  const account = useRead('account.read');
  return (
    <Loaded
      from={both(enrolment, account)}
      title={t('eyebrow')}
      fetching={t('fetching')}
      failed={t('failed')}
      still={t('failed.still')}
    >
      {([read, holder]) => <FourSteps enrolment={read} account={holder} />}
    </Loaded>
  );
}

const STEPS = [1, 2, 3, 4] as const;

function FourSteps({ enrolment, account }: { readonly enrolment: Enrolment; readonly account: Account }) {
  const { t } = useTranslation('protect');
  const { enrolmentRequired } = useSession();
  // Going back is this page's own affair; going on is the server's word.
  const [chosen, setChosen] = useState<number | null>(null);
  const [slips, setSlips] = useState<Made | null>(null);
  const next = STEPS.find((step) => step === enrolment.step) ?? 1;
  const step = STEPS.find((each) => each === chosen && each <= next) ?? resumeAt(enrolment, next);
  const toast = useToast();
  const seen = useRef(step);
  // What was said at one step is no word of the next, and covers what is to be read there.
  useEffect(() => {
    if (step > seen.current) toast('');
    seen.current = step;
  }, [step, toast]);
  const title = t('title', { step, name: t(`step.${step}`) });
  const page = { enrolment, account, title, go: setChosen };
  return (
    <>
      <Steps names={STEPS.map((each) => t(`step.${each}`))} step={step} />
      {enrolmentRequired && (
        <div className="under-6">
          <Callout tone="wait" point={t('required')}>
            {t('required.what')}
          </Callout>
        </div>
      )}
      {step === 1 && <Begin key="1" {...page} />}
      {step === 2 && <TwoKeys key="2" {...page} />}
      {step === 3 && <Recovery key="3" {...page} slips={slips} onSlips={setSlips} />}
      {step === 4 && <Confirm key="4" {...page} />}
    </>
  );
}

/** Keys that are enough already do not carry anybody past them unseen: step 2 shows them before recovery keys are made. */
function resumeAt(enrolment: Enrolment, next: (typeof STEPS)[number]): (typeof STEPS)[number] {
  return next === 3 && enrolment.recoveryKeysMadeAt === null ? 2 : next;
}
