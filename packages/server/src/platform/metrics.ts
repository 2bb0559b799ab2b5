// Counts what the server does, cheaply, and tells Prometheus when it asks.

import type { AggregatorRegistry, Registry } from 'prom-client';

/** What the database says. */
export interface Gauges {
  readonly pending: number;
  readonly dead: number;
  readonly clockDoubted: boolean;
}

export interface Metrics {
  /** Asked for once a route; what it returns is called with each answer. */
  route(route: string, method: string): (status: number, seconds: number) => void;
  signIn(outcome: string, method: string): void;
  /** Writes that shared one durable commit. */
  commitGroup(size: number): void;
  /** The text that Prometheus scrapes. `gauges` is null when the database cannot be asked. */
  render(gauges: Gauges | null): Promise<{ readonly contentType: string; readonly text: string }>;
}

const SECONDS_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const GROUP_BUCKETS = [1, 2, 4, 8, 16, 32, 64, 128];

/** Loads the Prometheus library with the first scrape: neither starting up nor a request waits for it. */
export function createMetrics(): Metrics {
  const requests = new Map<string, { readonly labels: Labels; count: number }>();
  const seconds = new Map<string, Histogram>();
  const signIns = new Map<string, { readonly labels: Labels; count: number }>();
  const groups = createHistogram(GROUP_BUCKETS, {});
  let renderer: Promise<Renderer> | undefined;

  return {
    route(route, method) {
      const histogram = findOrAdd(seconds, `${method} ${route}`, () =>
        createHistogram(SECONDS_BUCKETS, { route, method }),
      );
      const byStatus = new Map<number, { count: number }>();
      return (status, tookSeconds) => {
        let counter = byStatus.get(status);
        if (!counter) {
          const labels = { route, method, status: String(status) };
          counter = findOrAdd(requests, `${method} ${route} ${status}`, () => ({ labels, count: 0 }));
          byStatus.set(status, counter);
        }
        counter.count += 1;
        observe(histogram, tookSeconds);
      };
    },
    signIn(outcome, method) {
      findOrAdd(signIns, `${outcome} ${method}`, () => ({ labels: { outcome, method }, count: 0 })).count += 1;
    },
    commitGroup: (size) => observe(groups, size),
    async render(gauges) {
      renderer ??= loadRenderer();
      const { aggregate, processMetrics } = await renderer;
      const ours = aggregate([
        [
          family('http_requests_total', 'Requests answered.', 'counter', counted(requests)),
          family(
            'http_request_seconds',
            'Time to the answer.',
            'histogram',
            [...seconds.values()].flatMap((of) => buckets('http_request_seconds', of)),
          ),
          family('sign_ins_total', 'Sign-in attempts that ended.', 'counter', counted(signIns)),
          family(
            'db_commit_group_size',
            'Writes that shared a durable commit.',
            'histogram',
            buckets('db_commit_group_size', groups),
          ),
          ...(gauges ? ourGauges(gauges) : []),
        ],
      ]);
      const text = `${await ours.metrics()}${await processMetrics.metrics()}`;
      return { contentType: processMetrics.contentType, text };
    },
  };
}

type Labels = Readonly<Record<string, string | number>>;

interface Renderer {
  readonly aggregate: typeof AggregatorRegistry.aggregate;
  readonly processMetrics: Registry;
}

/** A registry of its own: the library's global one would be shared by every server in the process. */
async function loadRenderer(): Promise<Renderer> {
  const { AggregatorRegistry, Registry, collectDefaultMetrics } = await import('prom-client');
  const processMetrics = new Registry();
  collectDefaultMetrics({ register: processMetrics });
  return { aggregate: AggregatorRegistry.aggregate, processMetrics };
}

interface Histogram {
  readonly labels: Labels;
  readonly bounds: readonly number[];
  /** How many fell below each bound and not below the one before; the last is for what lies above all. */
  readonly counts: Float64Array;
  sum: number;
}

function createHistogram(bounds: readonly number[], labels: Labels): Histogram {
  return { labels, bounds, counts: new Float64Array(bounds.length + 1), sum: 0 };
}

function observe(histogram: Histogram, value: number): void {
  const { bounds, counts } = histogram;
  let at = 0;
  while (at < bounds.length && value > (bounds[at] ?? 0)) at += 1;
  counts[at] = (counts[at] ?? 0) + 1;
  histogram.sum += value;
}

interface Sample {
  readonly metricName?: string;
  readonly labels: Labels;
  readonly value: number;
}

/** The shape in which the library hands metrics between processes. */
function family(name: string, help: string, type: 'counter' | 'gauge' | 'histogram', values: readonly Sample[]) {
  return { name, help, type, values, aggregator: 'sum' };
}

function ourGauges({ pending, dead, clockDoubted }: Gauges) {
  const gauge = (name: string, help: string, value: number) => family(name, help, 'gauge', [{ labels: {}, value }]);
  return [
    gauge('outbox_pending', 'Deliveries that wait.', pending),
    gauge('outbox_dead', 'Deliveries given up.', dead),
    gauge('clock_doubted', '1 while the clock was moved and is not believed again.', Number(clockDoubted)),
  ];
}

function counted(counters: ReadonlyMap<string, { readonly labels: Labels; readonly count: number }>): Sample[] {
  return [...counters.values()].map(({ labels, count }) => ({ labels, value: count }));
}

function buckets(name: string, { labels, bounds, counts, sum }: Histogram): Sample[] {
  const samples: Sample[] = [];
  let below = 0;
  counts.forEach((count, at) => {
    below += count;
    samples.push({ metricName: `${name}_bucket`, labels: { ...labels, le: bounds[at] ?? '+Inf' }, value: below });
  });
  samples.push({ metricName: `${name}_sum`, labels, value: sum });
  samples.push({ metricName: `${name}_count`, labels, value: below });
  return samples;
}

function findOrAdd<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
