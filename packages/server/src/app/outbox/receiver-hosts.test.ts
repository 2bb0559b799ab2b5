// What a process remembers of receivers' hosts: three attempts out of time make one rest, and an answer ends it.

import { expect, it } from 'vitest';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { ReceiverHosts } from './receiver-hosts.ts';

const late = (hosts: ReceiverHosts, host: string, times: number) => {
  for (let time = 0; time < times; time++) hosts.timedOut(host, TEST_TIME);
};

it('a host rests after being late three times, no other does, and its first answer ends that', () => {
  const hosts = new ReceiverHosts();
  late(hosts, 'slow', 2);
  expect(hosts.isResting('slow', TEST_TIME)).toBe(false);
  late(hosts, 'slow', 1);
  expect([hosts.isResting('slow', TEST_TIME), hosts.isResting('quick', TEST_TIME)]).toEqual([true, false]);
  hosts.answered('slow');
  expect(hosts.isResting('slow', TEST_TIME)).toBe(false);
  late(hosts, 'slow', 2);
  expect(hosts.isResting('slow', TEST_TIME)).toBe(false);
});

it('no more than ten thousand hosts are remembered: those heard of longest ago are forgotten', () => {
  const hosts = new ReceiverHosts();
  late(hosts, 'first', 3);
  for (let index = 0; index < 10_000; index++) late(hosts, `host ${index}`, 3);
  expect(hosts.isResting('first', TEST_TIME)).toBe(false);
  expect(hosts.isResting('host 0', TEST_TIME)).toBe(true);
});
