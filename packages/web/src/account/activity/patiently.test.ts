import { expect, it } from 'vitest';
import type { Call } from '../../api.ts';
import { ApiProblem } from '../../api-problem.ts';
import { patiently, pause } from './patiently.ts';

const throttled = (seconds: number | null) =>
  ApiProblem.read(429, { code: 'request.throttled' }, seconds === null ? null : String(seconds));

/** Answers what it is given, one after the other; errors are thrown. */
function asked(answers: readonly unknown[]) {
  const waits: number[] = [];
  let at = 0;
  const call = (async () => {
    const answer = answers[at++];
    if (answer instanceof Error) throw answer;
    return answer;
  }) as unknown as Call;
  const patient = patiently(call, async (seconds) => void waits.push(seconds));
  return { patient: () => patient('log.read'), waits, count: () => at };
}

it('Waits as long as told, and asks again', async () => {
  const { patient, waits } = asked([throttled(2), throttled(1), 'the log']);
  expect(await patient()).toBe('the log');
  expect(waits).toEqual([2, 1]);
});

it('Says so after three tries, and at once where the wait is long or unknown', async () => {
  const often = asked([throttled(1), throttled(1), throttled(1), 'never']);
  await expect(often.patient()).rejects.toMatchObject({ status: 429 });
  expect([often.waits, often.count()]).toEqual([[1, 1], 3]);
  for (const seconds of [21, null]) {
    const once = asked([throttled(seconds), 'never']);
    await expect(once.patient()).rejects.toMatchObject({ status: 429 });
    expect(once.waits).toEqual([]);
  }
});

it('Waits for nothing else', async () => {
  const fault = ApiProblem.read(503, { code: 'server.unavailable' }, '5');
  const { patient, waits } = asked([fault, 'never']);
  await expect(patient()).rejects.toBe(fault);
  expect(waits).toEqual([]);
});

it('A pause ends when nobody waits any more', async () => {
  const given = new AbortController();
  const paused = pause(3600, given.signal);
  given.abort(new Error('the page was left'));
  await expect(paused).rejects.toThrow('the page was left');
  await expect(pause(1, given.signal)).rejects.toThrow('the page was left');
});
