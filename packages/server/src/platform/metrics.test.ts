import { describe, expect, it } from 'vitest';
import { createMetrics } from './metrics.ts';

describe('metrics', () => {
  it('count each answer by route, method and status, and time it', async () => {
    const metrics = createMetrics();
    const observe = metrics.route('/api/session', 'GET');
    observe(200, 0.0004);
    observe(200, 0.03);
    observe(401, 99);
    const { text } = await metrics.render(null);
    expect(text).toContain('http_requests_total{route="/api/session",method="GET",status="200"} 2\n');
    expect(text).toContain('http_requests_total{route="/api/session",method="GET",status="401"} 1\n');
    const bucket = (le: string) => `http_request_seconds_bucket{route="/api/session",method="GET",le="${le}"}`;
    expect(text).toContain(`${bucket('0.001')} 1\n`);
    expect(text).toContain(`${bucket('0.05')} 2\n`);
    expect(text).toContain(`${bucket('5')} 2\n`);
    expect(text).toContain(`${bucket('+Inf')} 3\n`);
    expect(text).toContain('http_request_seconds_count{route="/api/session",method="GET"} 3\n');
    expect(text).toContain('http_request_seconds_sum{route="/api/session",method="GET"} 99.0304\n');
  });

  it('count a value that equals a bound as within it', async () => {
    const metrics = createMetrics();
    metrics.commitGroup(1);
    metrics.commitGroup(16);
    metrics.commitGroup(17);
    const { text } = await metrics.render(null);
    expect(text).toContain('db_commit_group_size_bucket{le="1"} 1\n');
    expect(text).toContain('db_commit_group_size_bucket{le="16"} 2\n');
    expect(text).toContain('db_commit_group_size_bucket{le="32"} 3\n');
  });

  it('keep one count for a route that is asked for twice', async () => {
    const metrics = createMetrics();
    metrics.route('/a', 'GET')(200, 0.001);
    metrics.route('/a', 'GET')(200, 0.001);
    metrics.route('/a', 'POST')(200, 0.001);
    const { text } = await metrics.render(null);
    expect(text).toContain('http_requests_total{route="/a",method="GET",status="200"} 2\n');
    expect(text).toContain('http_requests_total{route="/a",method="POST",status="200"} 1\n');
  });

  it('count sign-ins by outcome and method', async () => {
    const metrics = createMetrics();
    metrics.signIn('allowed', 'passkey');
    metrics.signIn('allowed', 'passkey');
    metrics.signIn('refused', 'password');
    const { text } = await metrics.render(null);
    expect(text).toContain('sign_ins_total{outcome="allowed",method="passkey"} 2\n');
    expect(text).toContain('sign_ins_total{outcome="refused",method="password"} 1\n');
  });

  it('show the outbox as it is, and leave it out when nobody knows', async () => {
    const metrics = createMetrics();
    const { text } = await metrics.render({ pending: 7, dead: 2, clockDoubted: false });
    expect(text).toContain('outbox_pending 7\n');
    expect(text).toContain('outbox_dead 2\n');
    expect(text).toContain('clock_doubted 0\n');
    expect((await metrics.render({ pending: 0, dead: 2, clockDoubted: false })).text).toContain('outbox_pending 0\n');
    expect((await metrics.render(null)).text).not.toContain('outbox_');
  });

  it('tell about the process, in the format that Prometheus reads', async () => {
    const { text, contentType } = await createMetrics().render({ pending: 0, dead: 0, clockDoubted: false });
    expect(contentType).toContain('text/plain; version=0.0.4');
    expect(text).toContain('process_resident_memory_bytes');
    expect(text).toContain('nodejs_eventloop_lag_seconds');
    const names = text
      .split('\n')
      .filter((line) => line.startsWith('# TYPE'))
      .map((line) => line.split(' ')[2]);
    expect(new Set(names).size).toBe(names.length);
    for (const line of text.split('\n')) expect(line).toMatch(/^(?:|#.*|[a-z_0-9]+(?:\{[^}]*\})? [-+.\deInfNa]+)$/);
  });

  it('of two servers in one process are apart', async () => {
    createMetrics().signIn('allowed', 'passkey');
    expect((await createMetrics().render(null)).text).not.toContain('outcome="allowed"');
  });
});
