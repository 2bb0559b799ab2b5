// Which Host headers the management port answers to.

import { describe, expect, it } from 'vitest';
import { isOwnHost } from './own-host.ts';

const NAMES = ['holdfast.monitoring.svc'];

describe('a host of our own', () => {
  it.each([
    '127.0.0.1:8401',
    '127.0.0.1',
    '10.42.0.7:8401',
    '[::1]:8401',
    '[fd00::7]',
    'localhost:8401',
    'LOCALHOST',
    'localhost.',
    'holdfast.monitoring.svc:8401',
    'Holdfast.Monitoring.Svc',
    undefined,
    '',
  ])('is an address, localhost, a configured name, or none at all: %s', (host) => {
    expect(isOwnHost(host, NAMES)).toBe(true);
  });

  it.each([
    'rebound.example:8401',
    'rebound.example',
    'localhost.rebound.example',
    '127.0.0.1.rebound.example',
    'rebound.example:127.0.0.1',
    '127.0.0.1@rebound.example',
    'x.holdfast.monitoring.svc',
    'monitoring.svc',
    '[rebound.example]',
    '[127.0.0.1]',
    '127.0.0.1:',
    '0x7f.1',
    '::1',
    '[::1]x',
  ])('is not any other name, however much it looks like one: %s', (host) => {
    expect(isOwnHost(host, NAMES)).toBe(false);
  });
});
