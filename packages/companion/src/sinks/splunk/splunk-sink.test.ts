import { systemClock } from '@sallyport/core';
import { afterEach, describe, expect, it } from 'vitest';
import { sampleSinkEvent } from '../event-samples.test-support.ts';
import { sinkContract, someSinkEvents } from '../sink-contract.test-support.ts';
import { splunkSink } from './splunk-sink.ts';
import { type SplunkStand, type SplunkStandOptions, standOfSplunk } from './splunk-stand.test-support.ts';

sinkContract({
  name: 'the Splunk sink',
  failures: ['refuses', 'unavailable', 'credential', 'hangs'],
  open: () => standOfSplunk(),
});

const never = new AbortController().signal;
let stand: SplunkStand;
const opened = async (options: SplunkStandOptions = {}) => {
  stand = await standOfSplunk(options);
  return stand;
};
const deliver = (first: number, count: number) => stand.sink.deliver(someSinkEvents(first, count), { signal: never });
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'delivered',
    (cause: { code?: string }) => cause.code,
  );

describe('the Splunk sink', () => {
  afterEach(async () => {
    await stand.sink.close();
    await stand.close();
  });

  describe('what Splunk is sent', () => {
    it('is the event itself, with its own time to the millisecond, the log as its source, and the index that is configured', async () => {
      const { collector, sink } = await opened({ index: 'phi_audit', collector: { indexes: ['phi_audit'] } });
      const event = sampleSinkEvent(7, { subject: 'svc "Ärzte" \\ } { 雪', time: 1_795_000_000_007 });
      await sink.deliver([event], { signal: never });
      expect(collector.indexed).toEqual([
        {
          ...{ time: 1_795_000_000.007, source: 'sallyport.example/log', sourcetype: 'sallyport:ocsf' },
          ...{ index: 'phi_audit', event: event.ocsf },
        },
      ]);
    });

    it('goes to whatever index the token has, where none is configured', async () => {
      const { collector } = await opened({ sourcetype: 'hospital:sallyport' });
      await deliver(0, 1);
      expect(collector.indexed[0]).toMatchObject({ sourcetype: 'hospital:sallyport' });
      expect(collector.indexed[0]).not.toHaveProperty('index');
    });

    it('fits into a body of the smallest default size, as many as are sent at once', async () => {
      const { collector, sink } = await opened();
      const { events, bytes } = sink.most;
      const filler = 'x'.repeat(Math.floor(bytes / events) - JSON.stringify(sampleSinkEvent(0).ocsf).length - 20);
      const batch = Array.from({ length: events }, (_, at) => sampleSinkEvent(at, { unmapped: { filler } }));
      expect(batch.reduce((sum, { json }) => sum + json.length, 0)).toBeGreaterThan(bytes * 0.95);
      await sink.deliver(batch, { signal: never });
      expect(collector.indexed).toHaveLength(events);
      expect(collector.requests[0]?.bytes).toBeLessThan(1_000_000);
    });

    it('is nothing, where there is nothing', async () => {
      const { collector } = await opened();
      await deliver(0, 0);
      expect(collector.requests).toEqual([]);
    });
  });

  describe('acknowledgement', () => {
    it('is asked for until it is there, in the channel of the request', async () => {
      const { collector } = await opened({ collector: { pollsInVain: 3 } });
      await deliver(0, 2);
      await deliver(2, 2);
      const asked = collector.requests.filter(({ path }) => path === '/services/collector/ack');
      expect(asked).toHaveLength(8);
      expect(new Set(collector.requests.map(({ channel }) => channel)).size).toBe(1);
    });

    it('that never comes lets everything be sent again, in another channel', async () => {
      const { collector, taken } = await opened({ ackTimeoutMs: 2_000 });
      collector.trouble = 'unindexed';
      expect(await codeOf(deliver(0, 2))).toBe('sink_unavailable');
      expect(taken()).toEqual([]);
      collector.trouble = undefined;
      await deliver(0, 2);
      expect(taken()).toEqual([0, 1]);
      expect(new Set(collector.requests.map(({ channel }) => channel)).size).toBe(2);
    });

    it('that an indexer has forgotten in a restart is not waited for longer, and what it lost is sent again', async () => {
      const { collector, taken } = await opened({ ackTimeoutMs: 3_000, collector: { pollsInVain: 2 } });
      const first = codeOf(deliver(0, 2));
      await expect.poll(() => collector.requests.length).toBeGreaterThan(1);
      collector.restart();
      expect(await first).toBe('sink_unavailable');
      expect(taken()).toEqual([]);
      await deliver(0, 2);
      expect(taken()).toEqual([0, 1]);
    });

    it('is asked for again where it could not be asked for: nothing is sent twice', async () => {
      const { collector, taken } = await opened({ collector: { pollsInVain: 0 } });
      const first = deliver(0, 2);
      await expect.poll(() => collector.requests.length).toBe(1);
      collector.trouble = 9;
      await expect.poll(() => collector.requests.length).toBe(2);
      collector.trouble = 'resetting';
      await expect.poll(() => collector.requests.length).toBeGreaterThan(2);
      collector.trouble = undefined;
      await first;
      expect(taken()).toEqual([0, 1]);
      expect(collector.requests.filter(({ path }) => path.endsWith('/event'))).toHaveLength(1);
    });

    it('is not asked for with a token that was taken back meanwhile', async () => {
      const { collector } = await opened({ collector: { pollsInVain: 100 } });
      const first = codeOf(deliver(0, 2));
      await expect.poll(() => collector.requests.length).toBeGreaterThan(1);
      collector.trouble = 1;
      expect(await first).toBe('sink_credential');
    });

    it('is asked of the same indexer, behind a balancer that goes by a cookie', async () => {
      const { collector, taken } = await opened({ ackTimeoutMs: 5_000, collector: { balanced: true } });
      await deliver(0, 2);
      expect(taken()).toEqual([0, 1]);
      const [sent, ...asked] = collector.requests;
      expect(sent?.cookie).toBeUndefined();
      expect(asked.every(({ cookie }) => cookie?.startsWith('AWSALB=') === true)).toBe(true);
    });

    it('ends when it is cancelled, and when the sink is closed', async () => {
      const { collector, sink } = await opened();
      collector.trouble = 'unindexed';
      const cancelling = new AbortController();
      const first = codeOf(sink.deliver(someSinkEvents(0, 1), { signal: cancelling.signal }));
      await expect.poll(() => collector.requests.length).toBeGreaterThan(1);
      cancelling.abort();
      expect(await first).toBe('cancelled');
      const second = codeOf(deliver(0, 1));
      await expect.poll(() => collector.requests.length).toBeGreaterThan(3);
      await sink.close();
      expect(await second).toBe('cancelled');
      expect(await codeOf(deliver(0, 1))).toBe('cancelled');
    });
  });

  describe('what Splunk says', () => {
    it.each([
      [1, 'sink_credential'],
      [2, 'sink_credential'],
      [3, 'sink_credential'],
      [4, 'sink_credential'],
      [5, 'sink_unavailable'],
      [6, 'sink_refused'],
      [7, 'sink_credential'],
      [8, 'sink_unavailable'],
      [9, 'sink_unavailable'],
      [10, 'sink_unavailable'],
      [11, 'sink_unavailable'],
      [12, 'sink_refused'],
      [13, 'sink_refused'],
      [14, 'sink_credential'],
      [15, 'sink_refused'],
      [23, 'sink_unavailable'],
      [26, 'sink_unavailable'],
    ] as const)('code %i is %s', async (code, expected) => {
      const { collector } = await opened();
      collector.trouble = code;
      expect(await codeOf(deliver(0, 2))).toBe(expected);
    });

    it.each(['html', 'redirecting', 'resetting', 'endless'] as const)('%s is sink_unavailable', async (trouble) => {
      const { collector, taken } = await opened();
      collector.trouble = trouble;
      expect(await codeOf(deliver(0, 2))).toBe('sink_unavailable');
      expect(collector.requests).toHaveLength(1);
      expect(taken()).toEqual([]);
    });

    it('nothing within the time of an acknowledgement is sink_unavailable', async () => {
      const { collector, warnings } = await opened({ ackTimeoutMs: 300 });
      collector.trouble = 'silent';
      expect(await codeOf(deliver(0, 2))).toBe('sink_unavailable');
      expect(warnings).toEqual([['sink failed', { sink: 'siem', code: 'upstream_timeout' }]]);
    });

    it('of an index that the token may not write to, gives no event up', async () => {
      await opened({ index: 'secret' });
      expect(await codeOf(deliver(0, 2))).toBe('sink_credential');
    });

    it('of a batch with one invalid event refuses it, though what stood before that is taken', async () => {
      const { collector, taken, sink } = await opened();
      collector.refuse = ({ event }) => (JSON.stringify(event).includes('"sequence":2') ? 15 : undefined);
      expect(await codeOf(deliver(0, 4))).toBe('sink_refused');
      expect(taken()).toEqual([0, 1]);
      await sink.deliver(someSinkEvents(3, 1), { signal: never });
      expect(taken()).toEqual([0, 1, 3]);
    });

    it('of what is too large is a refusal, so that it is sent in smaller parts', async () => {
      await opened({ collector: { maxContentLength: 4_000 } });
      expect(await codeOf(deliver(0, 40))).toBe('sink_refused');
      expect(await codeOf(deliver(0, 1))).toBe('delivered');
    });

    it('of success, but without acknowledgement, is not enough', async () => {
      await opened({ collector: { acknowledges: false } });
      expect(await codeOf(deliver(0, 2))).toBe('sink_credential');
    });

    it('of a queue that fills, but has taken it, is success', async () => {
      const { collector, taken } = await opened();
      collector.trouble = 24;
      await deliver(0, 1);
      expect(taken()).toEqual([0]);
    });

    it('but is lost on the way, lets everything be sent again', async () => {
      const { collector, taken } = await opened({ ackTimeoutMs: 2_000, collector: { pollsInVain: 0 } });
      collector.trouble = 'lost';
      expect(await codeOf(deliver(0, 2))).toBe('sink_unavailable');
      collector.trouble = undefined;
      const second = codeOf(deliver(0, 2));
      await expect.poll(() => collector.requests.length).toBe(2);
      collector.trouble = 'lost';
      expect(await second).toBe('sink_unavailable');
      collector.trouble = undefined;
      await deliver(0, 2);
      expect(taken()).toEqual([0, 1, 0, 1]);
    });
  });

  describe('the way to Splunk', () => {
    it('is not gone with a certificate of somebody else’s', async () => {
      const { collector, warnings } = await opened({ tls: 'others' });
      expect(await codeOf(deliver(0, 1))).toBe('sink_unavailable');
      expect(warnings).toEqual([['sink failed', { sink: 'siem', code: 'upstream_untrusted' }]]);
      expect(collector.requests).toEqual([]);
    });

    it('is not gone without the authorities, and is once they are there', async () => {
      const { trust, taken } = await opened({ tls: 'missing' });
      expect(await codeOf(deliver(0, 1))).toBe('sink_unavailable');
      await trust();
      await deliver(0, 1);
      expect(taken()).toEqual([0]);
    });

    it('is in clear text where that was said', async () => {
      const { taken } = await opened({ tls: 'none' });
      await deliver(0, 1);
      expect(taken()).toEqual([0]);
    });

    it('is not gone without a token, nor with what is none, and with a new one at once', async () => {
      const { collector, taken } = await opened();
      for (const sealed of [undefined, '', 'two words', 'line\nbreak', 'é']) {
        stand.sealed = sealed;
        expect(await codeOf(deliver(0, 1))).toBe('sink_credential');
      }
      expect(collector.requests).toEqual([]);
      stand.sealed = 'a token of before';
      collector.rotate('5a2f8c1e-0b54-4f0b-9f0a-7b8a4d2f9c3e');
      stand.sealed = ' 5a2f8c1e-0b54-4f0b-9f0a-7b8a4d2f9c3e\n';
      await deliver(0, 1);
      expect(taken()).toEqual([0]);
    });

    it('leads to no address that is never called', async () => {
      await opened();
      const parts = { secrets: { get: async () => 'a-token', versions: async () => [] }, clock: systemClock };
      const config = { name: 'siem', url: 'http://169.254.169.254', token: 'a-token', sourcetype: 'sallyport:ocsf' };
      const log = { warn: () => undefined, error: () => undefined };
      const sink = splunkSink({ ...config, ackTimeoutMs: 60_000, insecureHttp: true }, { ...parts, log });
      expect(await codeOf(sink.deliver(someSinkEvents(0, 1), { signal: never }))).toBe('sink_unavailable');
      await sink.close();
    });
  });
});
