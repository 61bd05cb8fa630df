import { once } from 'node:events';
import { connect } from 'node:net';
import { freePort } from '@sallyport/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import type { SinkState } from '../sinks/index.ts';
import { createMetrics, type MetricSources } from './metrics.ts';
import { type MetricsListener, startMetricsListener } from './start-metrics-listener.ts';

const STATE: SinkState = {
  ...{ name: 'siem', kind: 'splunk', next: 7, lagEntries: 3, lagSeconds: 12.5, failures: 2, deadLetters: 1 },
  dueAt: new Date(0),
};

function sources(more: Partial<MetricSources> = {}): MetricSources {
  return {
    counts: async () => ({ entries: 10, pendingReviews: 2 }),
    sinks: async () => [STATE, { ...STATE, name: 'old', kind: undefined } as never],
    inFlight: () => ({ calls: 4, control: 1 }),
    ready: async () => true,
    ...more,
  };
}

/** The lines of Sallyport's own metrics. */
const own = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('sallyport_'))
    .toSorted();

describe('metrics', () => {
  it('say how far behind each configured sink is, and what is in hand', async () => {
    const metrics = createMetrics(sources({ more: [{ name: 'digests_due', help: 'Digests.', read: async () => 5 }] }));
    metrics.watch.delivered('siem', 500);
    metrics.watch.delivered('siem', 1);
    metrics.watch.failed('siem', 'sink_unavailable');
    const text = await metrics.text();
    expect(own(text)).toEqual([
      expect.stringMatching(/^sallyport_build_info\{version="\d+\.\d+\.\d+"\} 1$/),
      'sallyport_calls_in_flight 4',
      'sallyport_control_requests_in_flight 1',
      'sallyport_database_up 1',
      'sallyport_digests_due 5',
      'sallyport_ledger_entries 10',
      'sallyport_ready 1',
      'sallyport_reviews_pending 2',
      'sallyport_sink_dead_letters{sink="siem"} 1',
      'sallyport_sink_events_delivered_total{sink="siem"} 501',
      'sallyport_sink_failures_total{sink="siem",code="sink_unavailable"} 1',
      'sallyport_sink_lag_entries{sink="siem"} 3',
      'sallyport_sink_lag_seconds{sink="siem"} 12.5',
    ]);
    expect(text).toContain('process_resident_memory_bytes');
  });

  it('leave out what the database would say while it is away, and have it again after', async () => {
    let away = false;
    const counts = async () => {
      if (away) throw new Error('078-05-1120');
      return { entries: 10, pendingReviews: 2 };
    };
    const metrics = createMetrics(
      sources({ counts, more: [{ name: 'digests_due', help: 'Digests.', read: async () => 5 }] }),
    );
    const before = own(await metrics.text());
    away = true;
    const text = await metrics.text();
    expect(own(text).filter((line) => !line.startsWith('sallyport_build_info'))).toEqual([
      'sallyport_calls_in_flight 4',
      'sallyport_control_requests_in_flight 1',
      'sallyport_database_up 0',
      'sallyport_ready 1',
    ]);
    expect(text).not.toContain('078-05-1120');
    away = false;
    expect(own(await metrics.text())).toEqual(before);
  });

  it('forget a sink that is no more, and say that nothing is served where that cannot be told', async () => {
    let states = [STATE];
    const ready = () => Promise.reject(new Error('gone'));
    const metrics = createMetrics(sources({ sinks: async () => states, ready }));
    expect(await metrics.text()).toContain('sallyport_sink_lag_entries{sink="siem"} 3');
    states = [];
    const text = await metrics.text();
    expect(text).not.toContain('siem');
    expect(text).toContain('sallyport_ready 0');
  });

  it('are read once for all who ask at the time', async () => {
    let reads = 0;
    const counts = async () => {
      reads += 1;
      return { entries: reads, pendingReviews: 0 };
    };
    const metrics = createMetrics(sources({ counts }));
    const texts = await Promise.all(Array.from({ length: 20 }, () => metrics.text()));
    expect([reads, new Set(texts).size]).toEqual([1, 1]);
    await metrics.text();
    expect(reads).toBe(2);
  });
});

describe('the listener of metrics', () => {
  let listener: MetricsListener | undefined;
  afterEach(async () => {
    await listener?.close();
    listener = undefined;
  });
  const start = async (text: () => Promise<string> = async () => 'a 1\n') => {
    listener = await startMetricsListener({ host: '127.0.0.1', port: 0 }, { text, contentType: 'text/plain' });
    return listener.url;
  };

  it('answers GET /metrics, and nothing else', async () => {
    const url = await start();
    const answer = await fetch(`${url}/metrics`);
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      200,
      'text/plain',
      'a 1\n',
    ]);
    for (const path of ['/', '/metrics/', '/metrics?x=1', '/v1/trust', '/%6detrics']) {
      expect((await fetch(`${url}${path}`)).status).toBe(404);
    }
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      expect((await fetch(`${url}/metrics`, { method })).status).toBe(405);
    }
  });

  it('says nothing of what went wrong', async () => {
    const url = await start(() => Promise.reject(new Error('078-05-1120')));
    const answer = await fetch(`${url}/metrics`);
    expect([answer.status, await answer.text()]).toEqual([500, '']);
  });

  it('cuts whoever still reads, or says nothing, when it closes', async () => {
    const { port } = new URL(await start());
    const idle = connect(Number(port), '127.0.0.1');
    await once(idle, 'connect');
    idle.on('error', () => undefined);
    const closed = once(idle, 'close');
    await listener?.close();
    await closed;
  });

  it('raises config_invalid for an address that is taken, or is none of this machine', async () => {
    const url = await start();
    const port = Number(new URL(url).port);
    const metrics = { text: async () => '', contentType: 'text/plain' };
    for (const place of [
      { host: '127.0.0.1', port },
      { host: '192.0.2.1', port: await freePort() },
    ]) {
      await expect(startMetricsListener(place, metrics)).rejects.toMatchObject({ code: 'config_invalid' });
    }
  });
});
