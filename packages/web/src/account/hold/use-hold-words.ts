// What is said of a change that waits, whatever page shows it. No sentence is worked out: each follows from the server's word.
import { useTranslation } from 'react-i18next';
import { useCounts } from '../../words/use-counts.ts';
import { useTimes } from '../../words/use-times.ts';
import { type Change, finisherOf, type Hold, phaseOf } from './hold-answer.ts';

export interface HoldWords {
  /** "Remove Phone". */
  readonly name: string;
  /** Who finishes it, in a sentence or two; null where it happens by itself. */
  readonly who: string | null;
  /** Who stops it. */
  readonly stops: string;
}

export function useHoldName(): (hold: Hold) => string {
  const { t } = useTranslation('holds');
  return ({ kind, about }) =>
    about !== null && (kind === 'credential.remove' || kind === 'channel.stop')
      ? t(`about.${kind}`, { about })
      : t(`name.${kind}`);
}

export function useHoldWords(hold: Change): HoldWords {
  const { t } = useTranslation('holds');
  const counts = useCounts();
  const times = useTimes();
  const nameOf = useHoldName();
  const { secondTouch, startedWith, stoppedBy } = hold;
  const { by, keys: names = [], factors, beginnerFrom, beginnerMay } = secondTouch ?? {};
  const keys = counts.anyOf(names);
  const others = () => {
    if (by === 'any-proof') {
      if (names.length === 0) return t('who.any.factors');
      return factors ? t('who.any.both', { keys }) : t('who.any.keys', { keys });
    }
    return names.length > 0 ? t('who.keys', { keys }) : t('who.none');
  };
  const beginner = () => {
    if (by === 'any-proof' || startedWith === null) return '';
    const key = startedWith;
    if (typeof beginnerFrom !== 'number') return t('who.beginner.never', { key });
    return beginnerMay
      ? t('who.beginner.too', { key })
      : t('who.beginner.from', { key, when: times.fully(beginnerFrom) });
  };
  const nobody = by === 'another-key' && names.length === 0 && beginnerFrom === null;
  return {
    name: nameOf(hold),
    who: secondTouch === null ? null : nobody ? t('who.nobody') : `${others()} ${beginner()}`.trim(),
    stops: t(`stop.${stoppedBy}`),
  };
}

/** The whole of it in a sentence or two, for a row. */
export function useHoldSentence(): (hold: Change) => string {
  const { t } = useTranslation('holds');
  const times = useTimes();
  return (hold) => {
    const { newEmail: email, ripensAt, expiresAt, secondTouch, stoppedBy } = hold;
    const phase = phaseOf(hold);
    const when = times.fully(phase === 'ready' && expiresAt !== null ? expiresAt : ripensAt);
    const to = email === null ? '' : `${t('to-email', { email })} `;
    if (secondTouch === null || phase === 'by-itself' || phase === 'due') {
      const itself = phase === 'due' ? 'due' : 'by-itself';
      return `${to}${t(stoppedBy === 'trusted-key' ? `row.${itself}` : `row.${itself}.factor`, { when })}`;
    }
    const from = secondTouch.beginnerFrom === null ? '' : times.fully(secondTouch.beginnerFrom);
    return `${to}${t(`row.${phase}.${finisherOf(secondTouch)}`, { when, from })}`;
  };
}

/** After something slow was begun: "It is ready Sunday …, if nobody stops it. Another key then has to finish it." */
export function useBegunWords(): (hold: Hold) => string {
  const { t } = useTranslation('holds');
  const times = useTimes();
  return ({ ripensAt, secondTouch }) => {
    const when = times.fully(ripensAt);
    if (secondTouch === null) return t('begun.two', { when });
    const from = secondTouch.beginnerFrom === null ? '' : times.fully(secondTouch.beginnerFrom);
    return `${t('begun.ready', { when })} ${t(`begun.${finisherOf(secondTouch)}`, { from })}`;
  };
}
