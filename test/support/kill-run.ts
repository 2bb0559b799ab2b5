// How many kills a run of the kill test has, and the seed of their moments: settings of a test run, read here alone.

/** In the ordinary run. */
const KILLS = 200;
const SEED_MAX = 2 ** 31;

export interface KillRun {
  readonly kills: number;
  /** Of the moments. What the machine does between them is its own: a seed makes a failure likelier again, not certain. */
  readonly seed: number;
}

function readNumber(name: string, value: string | undefined, otherwise: number): number {
  if (value === undefined || value === '') return otherwise;
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new Error(`${name} is a whole number from 1 on, not "${value}"`);
  return Number(value);
}

/** HOLDFAST_TEST_KILLS and HOLDFAST_TEST_SEED go before the ordinary number and a seed of this run's own. */
export function readKillRun(env: NodeJS.ProcessEnv = process.env): KillRun {
  const { HOLDFAST_TEST_KILLS: kills, HOLDFAST_TEST_SEED: seed } = env;
  return {
    kills: readNumber('HOLDFAST_TEST_KILLS', kills, KILLS),
    seed: readNumber('HOLDFAST_TEST_SEED', seed, 1 + Math.floor(Math.random() * SEED_MAX)),
  };
}
