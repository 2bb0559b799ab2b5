// What waits, at length: what it would do, how far it has come, who finishes it, and the button that stops it.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../look/button.tsx';
import { HoldCard } from '../../look/hold-card.tsx';
import { useTimes } from '../../words/use-times.ts';
import { Failure } from '../failure.tsx';
import { type Change, type Hold, isChange, type Phase, phaseOf } from './hold-answer.ts';
import { useFinish, useFinishAdvice } from './use-finish.ts';
import { type HoldWords, useHoldWords } from './use-hold-words.ts';
import { useStop } from './use-stop.ts';

interface HoldBoxProps {
  readonly hold: Hold;
  /** Stopping it is the page's primary action. */
  readonly urgent?: boolean;
  /** It stands under no heading of its own kind. */
  readonly level?: 2 | 3;
  /** Below it, in the same box. */
  readonly children?: ReactNode;
}

/** A recovery has a card of its own. */
export function HoldBox({ hold, ...rest }: HoldBoxProps) {
  return isChange(hold) ? <ChangeBox hold={hold} {...rest} /> : null;
}

/** The moments of its gauge, and the count until the last but the lapse. */
function useSpan(hold: Change, phase: Phase) {
  const { t } = useTranslation('holds');
  const times = useTimes();
  const { startedAt, ripensAt, expiresAt, stoppedBy } = hold;
  const mark = (name: string, at: number) => ({ name, at, words: times.brief(at) });
  const asked = mark(t('mark.asked'), startedAt);
  if (phase === 'ready' && expiresAt !== null) {
    return { marks: [asked, mark(t('mark.over'), ripensAt), mark(t('mark.lapses'), expiresAt)] };
  }
  if (phase === 'due') return { marks: [asked, mark(t('mark.over'), ripensAt)] };
  if (phase === 'by-itself') {
    const what = t(stoppedBy === 'trusted-key' ? 'count.by-itself' : 'count.by-itself.factor');
    return { marks: [asked, mark(t('mark.happens'), ripensAt)], count: { what, until: ripensAt } };
  }
  return { marks: [asked, mark(t('mark.ready'), ripensAt)], count: { what: t('count.waits'), until: ripensAt } };
}

function ChangeBox({ hold, urgent = true, level = 3, children }: HoldBoxProps & { readonly hold: Change }) {
  const { t } = useTranslation('holds');
  const times = useTimes();
  const phase = phaseOf(hold);
  const words = useHoldWords(hold);
  const span = useSpan(hold, phase);
  const stopping = useStop(hold);
  const finishing = useFinish(hold);
  const advice = useFinishAdvice(hold)(finishing.failure);
  const { kind, secondTouch, settlesAt, startedWith, newEmail } = hold;
  const goesOn = [
    settlesAt !== null && t('then.settles', { when: times.fully(settlesAt) }),
    phase === 'waits' && t(secondTouch?.by === 'any-proof' ? 'then.needs-proof' : 'then.needs-key'),
    phase === 'due' && t('then.due'),
    words.who,
    phase === 'ready' && kind === 'account.delete' && t('no-undo'),
  ];
  return (
    <>
      <HoldCard
        state={t(`state.${phase}`)}
        ready={phase === 'ready'}
        reference={startedWith !== null && t('asked-with', { key: startedWith })}
        heading={words.name}
        level={level}
        lede={`${newEmail === null ? '' : `${t('to-email', { email: newEmail })} `}${t(`would.${kind}`)}`}
        {...span}
        reachedAt={phase === 'ready' || phase === 'due' ? hold.ripensAt : hold.startedAt}
        action={
          <>
            <Button
              kind={urgent ? 'primary' : undefined}
              busy={stopping.busy}
              object={words.name}
              onClick={stopping.stop}
            >
              {t(phase === 'ready' ? `keep.${kind}` : 'stop')}
            </Button>
            {phase === 'ready' && <Finish hold={hold} words={words} finishing={finishing} />}
          </>
        }
        notes={[goesOn.filter(Boolean).join(' '), words.stops].filter(Boolean)}
      >
        {children}
      </HoldCard>
      <Failure of={stopping.failure} point={t('stop.failed')} />
      <Failure of={finishing.failure} point={t('finish.failed')} instead={advice} />
    </>
  );
}

interface FinishProps {
  readonly hold: Change;
  readonly words: HoldWords;
  readonly finishing: ReturnType<typeof useFinish>;
}

/** Nothing that one proof began is ever the button that draws the eye. */
function Finish({ hold: { kind, secondTouch }, words, finishing: { busy, byKey, byFactors } }: FinishProps) {
  const { t } = useTranslation('holds');
  if (secondTouch === null) return null;
  const { by, keys, factors, beginnerFrom, beginnerMay } = secondTouch;
  const dress = kind === 'account.delete' ? ('danger' as const) : undefined;
  const anyKey = by === 'any-proof' || beginnerMay;
  if (anyKey && keys.length === 0 && factors) {
    return (
      <Button kind={dress} busy={busy} onClick={byFactors}>
        {t(`finish.factors.${kind}`)}
      </Button>
    );
  }
  if (keys.length === 0 && !beginnerMay && beginnerFrom === null) return null;
  return (
    <>
      <Button
        kind={dress}
        icon="key"
        busy={busy}
        unavailable={keys.length === 0 && !beginnerMay ? words.who : null}
        onClick={byKey}
      >
        {t(busy ? 'finish.waiting' : `finish.${anyKey ? 'key' : 'another-key'}.${kind}`)}
      </Button>
      {factors && (
        <Button kind="plain" onClick={byFactors}>
          {t('finish.factors')}
        </Button>
      )}
    </>
  );
}
