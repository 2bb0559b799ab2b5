// The operator's limits: at most product.md's, and never looser for a stronger tier.

import type { Config } from './config.ts';
import { type SettingName, type Settings, settingOrDefault } from './schema.ts';

type Kind = 'IDLE' | 'ABSOLUTE';
type LimitName = Extract<SettingName, `HOLDFAST_SESSION_${Kind}_SECONDS_${string}`>;

export function loadPolicy(given: Settings, problems: string[]): Config['policy'] {
  const limits = (idle: LimitName, absolute: LimitName, above?: Limits): Limits => ({
    idleSeconds: noLooser(given, idle, above?.idleSeconds, problems),
    absoluteSeconds: noLooser(given, absolute, above?.absoluteSeconds, problems),
  });
  const standard = limits('HOLDFAST_SESSION_IDLE_SECONDS_STANDARD', 'HOLDFAST_SESSION_ABSOLUTE_SECONDS_STANDARD');
  const advanced = limits(
    'HOLDFAST_SESSION_IDLE_SECONDS_ADVANCED',
    'HOLDFAST_SESSION_ABSOLUTE_SECONDS_ADVANCED',
    standard,
  );
  const hardware = limits(
    'HOLDFAST_SESSION_IDLE_SECONDS_HARDWARE',
    'HOLDFAST_SESSION_ABSOLUTE_SECONDS_HARDWARE',
    advanced,
  );
  return {
    defaultTier: settingOrDefault(given, 'HOLDFAST_DEFAULT_TIER'),
    sessions: { standard, advanced, hardware },
    stepUpSecondsMax: settingOrDefault(given, 'HOLDFAST_STEP_UP_SECONDS'),
  };
}

type Limits = Config['policy']['sessions']['standard'];

/** Unset, a limit follows a shorter one of the weaker tier; set, it may not be longer than that. */
function noLooser(given: Settings, name: LimitName, above: number | undefined, problems: string[]): number {
  const ceiling = above ?? Number.POSITIVE_INFINITY;
  const own = settingOrDefault(given, name);
  if (given[name] === undefined) return Math.min(own, ceiling);
  if (own > ceiling) problems.push(`${name} may be ${ceiling} at most: the tier below it already has that limit.`);
  return own;
}
