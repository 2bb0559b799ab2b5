import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { BusyError, createPasswordHashing, DECOY, type PasswordHashing } from './password-hashing.ts';

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
    const [first, second] = [await hash('correct horse'), await hash('correct horse')];
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(second).not.toBe(first);
  });

  it('knows the password again, and no other', async () => {
    const { hash, verify } = hashing();
    const phc = await hash('correct horse');
    expect(await verify(phc, 'correct horse')).toBe(true);
    expect(await verify(phc, 'correct horsf')).toBe(false);
    expect(await verify(phc, '')).toBe(false);
  });

  it('takes a password however the keyboard spells its letters', async () => {
    const { hash, verify } = hashing();
    const phc = await hash('pa\u030Assword of \uFB01ve');
    expect(await verify(phc, 'p\u00E5ssword of five')).toBe(true);
  });

  it('says no to every password when there is nothing to compare with', async () => {
    const { verify } = hashing();
    expect(await verify(null, 'correct horse')).toBe(false);
    expect(await verify(null, '')).toBe(false);
  });

  it('does the same work when there is nothing to compare with: the decoy has the cost of a hash that is made now', async () => {
    const costOf = (phc: string) => phc.split('$').slice(0, 4).join('$');
    const made = await hashing().hash('correct horse');
    expect(costOf(DECOY)).toBe(costOf(made));
    expect(DECOY).toHaveLength(made.length);
  });

  it('turns away what exceeds the queue at once, and serves what waits', async () => {
    const { hash } = hashing({ concurrencyMax: 1, queueMax: 3 });
    const outcomes = await Promise.allSettled(Array.from({ length: 7 }, () => hash('x')));
    expect(outcomes.map((outcome) => outcome.status)).toEqual([
      ...Array(4).fill('fulfilled'),
      ...Array(3).fill('rejected'),
    ]);
    expect(outcomes[6]).toMatchObject({ reason: expect.any(BusyError) });
    expect(await hash('x')).toContain('argon2id');
  });

  it('treats a damaged hash as a fault, not as a wrong password or a busy server', async () => {
    const { verify, hash } = hashing();
    const error = await verify('$argon2id$v=19$m=19456$nonsense', 'x').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(BusyError);
    expect(await hash('x')).toContain('argon2id');
  });

  it('rejects what waits when it closes, and everything after', async () => {
    const closing = createPasswordHashing({ concurrencyMax: 1, queueMax: 8 });
    const pending = Promise.allSettled([closing.hash('x'), closing.hash('y'), closing.hash('z')]);
    await closing.close();
    expect((await pending).slice(1).map((outcome) => outcome.status)).toEqual(['rejected', 'rejected']);
    await expect(closing.hash('x')).rejects.toBeInstanceOf(BusyError);
  });

  it.runIf(process.platform === 'linux')(
    'works in a thread of lower priority than the one that answers requests',
    async () => {
      const { hash } = hashing();
      await hash('x');
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
