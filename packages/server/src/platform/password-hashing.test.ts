import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { BusyError, createPasswordHashing, DECOY, type PasswordHashing } from './password-hashing.ts';

const TURN = { lane: 'sign-in', owner: '192.0.2.7' } as const;

let open: PasswordHashing[] = [];

function hashing(limits = { concurrencyMax: 1, queueMax: 64 }): PasswordHashing {
  const made = createPasswordHashing(limits);
  open.push(made);
  return made;
}

afterEach(async () => {
  await Promise.all(open.map((each) => each.close()));
  open = [];
});

describe('password hashing', () => {
  it('is argon2id with 19 MiB, two passes and a salt of its own each time', async () => {
    const { hash } = hashing();
    const [first, second] = [await hash('correct horse', TURN), await hash('correct horse', TURN)];
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(second).not.toBe(first);
  });

  it('knows the password again, and no other', async () => {
    const { hash, verify } = hashing();
    const phc = await hash('correct horse', TURN);
    expect(await verify(phc, 'correct horse', TURN)).toBe(true);
    expect(await verify(phc, 'correct horsf', TURN)).toBe(false);
    expect(await verify(phc, '', TURN)).toBe(false);
  });

  it('takes a password however the keyboard spells its letters', async () => {
    const { hash, verify } = hashing();
    const phc = await hash('pa\u030Assword of \uFB01ve', TURN);
    expect(await verify(phc, 'p\u00E5ssword of five', TURN)).toBe(true);
  });

  it('says no to every password when there is nothing to compare with', async () => {
    const { verify } = hashing();
    expect(await verify(null, 'correct horse', TURN)).toBe(false);
    expect(await verify(null, '', TURN)).toBe(false);
  });

  it('does the same work with nothing to compare: the decoy costs as much as a hash made now', async () => {
    const costOf = (phc: string) => phc.split('$').slice(0, 4).join('$');
    const made = await hashing().hash('correct horse', TURN);
    expect(costOf(DECOY)).toBe(costOf(made));
    expect(DECOY).toHaveLength(made.length);
  });

  it('turns away what exceeds the queue at once, and serves what waits', async () => {
    const { hash } = hashing({ concurrencyMax: 1, queueMax: 3 });
    const outcomes = await Promise.allSettled(Array.from({ length: 7 }, () => hash('x', TURN)));
    expect(outcomes.map((outcome) => outcome.status)).toEqual([
      ...Array(4).fill('fulfilled'),
      ...Array(3).fill('rejected'),
    ]);
    expect(outcomes[6]).toMatchObject({ reason: expect.any(BusyError) });
    expect(await hash('x', TURN)).toContain('argon2id');
  });

  const lanes = ['sign-in', 'recovery'] as const;
  const owners = Array.from({ length: 80 }, (_, index) => `account ${index}`);

  it.each(lanes)('never has a password of the lane “%s” wait for settings and sign-ups', async (lane) => {
    const { hash, verify } = hashing();
    const finished: string[] = [];
    const settings = owners.map((owner, index) =>
      hash('x', { lane: index % 2 ? 'own' : 'sign-up', owner }).then(
        () => finished.push('own'),
        () => finished.push('turned away'),
      ),
    );
    await verify(null, 'x', { lane, owner: 'a stranger' }).then(() => finished.push(lane));
    // One thread each: at most as many of the others are done as one thread does meanwhile.
    expect(finished.filter((who) => who === 'own').length).toBeLessThan(owners.length / 4);
    expect(finished.at(-1)).toBe(lane);
    await Promise.all(settings);
  });

  it('gives sign-ins and recoveries a turn each, however many of the others wait', async () => {
    const { verify } = hashing();
    const finished: string[] = [];
    const work = (lane: (typeof lanes)[number], owner: string) =>
      verify(null, 'x', { lane, owner }).then(() => finished.push(`${lane} of ${owner}`));
    await Promise.all([
      ...Array.from({ length: 6 }, () => work('sign-in', 'a')),
      work('sign-in', 'b'),
      work('recovery', 'c'),
    ]);
    expect(finished.slice(0, 4).sort()).toEqual(['recovery of c', 'sign-in of a', 'sign-in of a', 'sign-in of b']);
  });

  it('keeps a place for a recovery while sign-ins fill their lane, and for each network', async () => {
    const { verify } = hashing({ concurrencyMax: 1, queueMax: 3 });
    const flood = Promise.allSettled(
      Array.from({ length: 10 }, () => verify(null, 'x', { lane: 'sign-in', owner: 'flood' })),
    );
    const others = [
      verify(null, 'x', { lane: 'sign-in', owner: 'the holder' }),
      verify(null, 'x', { lane: 'recovery', owner: 'the holder' }),
    ];
    expect(await Promise.all(others)).toEqual([false, false]);
    const outcomes = await flood;
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(7);
  });

  it('lets one account’s own settings wait once, and turns the rest of them away', async () => {
    const { hash } = hashing();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 5 }, () => hash('x', { lane: 'own', owner: 'one account' })),
    );
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
      'rejected',
    ]);
  });

  it('treats a damaged hash as a fault, not as a wrong password or a busy server', async () => {
    const { verify, hash } = hashing();
    const error = await verify('$argon2id$v=19$m=19456$nonsense', 'x', TURN).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(BusyError);
    expect(await hash('x', TURN)).toContain('argon2id');
  });

  it('rejects what waits when it closes, and everything after', async () => {
    const closing = createPasswordHashing({ concurrencyMax: 1, queueMax: 8 });
    const pending = Promise.allSettled([closing.hash('x', TURN), closing.hash('y', TURN), closing.hash('z', TURN)]);
    await closing.close();
    expect((await pending).slice(1).map((outcome) => outcome.status)).toEqual(['rejected', 'rejected']);
    await expect(closing.hash('x', TURN)).rejects.toBeInstanceOf(BusyError);
  });

  it.runIf(process.platform === 'linux')(
    'works in a thread of lower priority than the one that answers requests',
    async () => {
      const { hash } = hashing();
      await hash('x', TURN);
      const nices = readdirSync('/proc/self/task').map(niceOf);
      expect(Math.max(...nices)).toBeGreaterThanOrEqual(niceOf(String(process.pid)) + 10);
    },
  );
});

/** Field 19 of proc_pid_stat(5), counted after the name in brackets. */
function niceOf(thread: string): number {
  const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]);
}
