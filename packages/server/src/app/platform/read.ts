// platform.read: what this platform is called and what it offers before anybody signs in.

import { allow } from '../../domain/decision.ts';
import { GEO_CREDIT } from '../../platform/geo.ts';
import type { Deps } from '../deps.ts';
import { isSetUp } from '../setup/setup.ts';

export async function readPlatform(deps: Deps) {
  const { name, publicUrl, mode, signUpOpen, helpUrl, retention } = deps.platform;
  const { particularsDays, sessionDays, deliveredDays } = retention;
  return allow({
    name,
    host: new URL(publicUrl).host,
    mode,
    signUp: signUpOpen,
    defaultTier: deps.policy.defaultTier,
    setUp: await deps.store.read(isSetUp),
    helpUrl,
    geoCredit: GEO_CREDIT,
    kept: { particularsDays, sessionDays, deliveredDays },
  });
}
