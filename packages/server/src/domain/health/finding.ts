// What a look at an installation finds: how grave it is, what was seen, and what to do about it.

export type Gravity = 'ok' | 'warn' | 'fail';

export interface Finding {
  /** `clock`, `mail`: stable, for programs. */
  readonly check: string;
  readonly state: Gravity;
  /** One sentence. */
  readonly says: string;
  /** Null where there is nothing to do. */
  readonly remedy: string | null;
}

export const ok = (check: string, says: string): Finding => ({ check, state: 'ok', says, remedy: null });
export const warn = (check: string, says: string, remedy: string): Finding => ({ check, state: 'warn', says, remedy });
export const fail = (check: string, says: string, remedy: string): Finding => ({ check, state: 'fail', says, remedy });

const OTHERS = 0o077;
const octal = (mode: number): string => (mode & 0o777).toString(8).padStart(4, '0');

/** A file or folder that is its owner's alone. `mode`: as the file system gives it. */
export function judgeMode(check: string, path: string, mode: number): Finding {
  if ((mode & OTHERS) === 0) return ok(check, `${path} is its owner’s alone.`);
  return fail(check, `${path} is open to others (mode ${octal(mode)}).`, `chmod go= ${path}`);
}

const GIB = 2 ** 30;
const FREE_FAIL = GIB / 4;
const FREE_WARN = 2 * GIB;

/** A full disk stops every write: sign-ins fail, and so does sealing. */
export function judgeDisk(path: string, freeBytes: number): Finding {
  const says = `${(freeBytes / GIB).toFixed(1)} GiB are free at ${path}.`;
  if (freeBytes < FREE_FAIL) return fail('disk', says, 'Make room now: without it nothing can be written.');
  if (freeBytes < FREE_WARN) return warn('disk', says, 'Make room, or move the data.');
  return ok('disk', says);
}

const SECOND = 1000;
const SKEW_WARN = 5 * SECOND;
const SKEW_FAIL = 60 * SECOND;

/** Codes, holds and links all end by this clock. @param otherMs the same moment by somebody else's */
export function judgeClock(check: string, whose: string, nowMs: number, otherMs: number): Finding {
  const off = Math.abs(nowMs - otherMs);
  const says = `This clock and ${whose} are ${(off / SECOND).toFixed(1)} s apart.`;
  if (off > SKEW_FAIL) return fail(check, says, 'Set the clock: run a time service such as chrony.');
  if (off > SKEW_WARN) return warn(check, says, 'Look at the time service of both machines.');
  return ok(check, says);
}

/** @param newestEventAt null before anything was recorded */
export function judgeRecord(nowMs: number, newestEventAt: number | null): Finding {
  if (newestEventAt === null || newestEventAt <= nowMs + SKEW_WARN) {
    return ok('record', 'Nothing on record is dated in the future.');
  }
  const says = `The newest event is dated ${new Date(newestEventAt).toISOString()}, which is still to come.`;
  return fail(
    'record',
    says,
    'Set the clock: waits would take too long, and new events would be dated before old ones.',
  );
}

/** @param doubt what is said while the clock is not believed; null while it is */
export const judgeBelief = (doubt: string | null): Finding =>
  doubt === null
    ? ok('clock-believed', 'The clock was not moved, or is believed again.')
    : warn(
        'clock-believed',
        doubt,
        'docs/operating.md, “A clock that was moved”: set it right and let the server run.',
      );

const LAG_FAIL = 5 * SECOND;

/** @param oldestAt of the events that wait for a place in the log; null where none does */
export function judgeSealing(nowMs: number, oldestAt: number | null, isServing: boolean): Finding {
  if (oldestAt === null || nowMs - oldestAt <= LAG_FAIL) return ok('sealing', 'Every event is sealed within its time.');
  const says = `Events have waited ${Math.round((nowMs - oldestAt) / SECOND)} s to be sealed.`;
  if (!isServing) return warn('sealing', says, 'No server runs here; the next one seals them.');
  return fail('sealing', says, 'Read the server’s log: the sealer says why it stopped.');
}

const DAY = 24 * 60 * 60 * SECOND;
const SECRETS_OLD = 365 * DAY;

/** @param ageMs since the file was written; null where they come from the environment */
export function judgeSecrets(versions: number, ageMs: number | null): Finding {
  const says = `The key ring has ${versions} ${versions === 1 ? 'version' : 'versions'}`;
  if (ageMs === null) return ok('secrets', `${says}; its age is not known, as it comes from the environment.`);
  const days = Math.floor(ageMs / DAY);
  if (ageMs > SECRETS_OLD) return warn('secrets', `${says}, the newest ${days} days old.`, 'npx holdfast keys rotate');
  return ok('secrets', `${says}, the newest ${days} days old.`);
}

const METADATA_OLD = 3 * DAY;

/** A server verifies it at each start and every day. @param last what was verified last; null where none ever was */
export function judgeMetadata(
  nowMs: number,
  last: { readonly at: number; readonly nextUpdate: number } | null,
): Finding {
  const remedy =
    'Get a new one from mds3.fidoalliance.org, or look at HOLDFAST_METADATA_BLOB; the server’s log says why.';
  if (last === null) return warn('metadata', 'FIDO metadata is configured, and none was ever verified.', remedy);
  const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
  if (nowMs - last.at > METADATA_OLD) {
    const says = `FIDO metadata was last verified on ${day(last.at)}: it is used as it was then, and no newer one is known.`;
    return warn('metadata', says, remedy);
  }
  if (nowMs > last.nextUpdate)
    return warn('metadata', `FIDO metadata was to be renewed on ${day(last.nextUpdate)}.`, remedy);
  return ok('metadata', `FIDO metadata was verified on ${day(last.at)}.`);
}
