import { systemClock } from '@sallyport/core';
import { selfSigned } from '@sallyport/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { sampleSinkEvent } from '../event-samples.test-support.ts';
import { sinkContract, someSinkEvents } from '../sink-contract.test-support.ts';
import { syslogSink } from './syslog-sink.ts';
import { type SyslogStand, type SyslogStandOptions, standOfSyslog } from './syslog-stand.test-support.ts';

for (const format of ['ocsf', 'cef'] as const) {
  sinkContract({
    name: `the syslog sink that sends ${format}`,
    failures: ['unavailable', 'credential', 'hangs'],
    open: () => standOfSyslog({ format }),
  });
}

describe('the syslog sink', () => {
  const never = new AbortController().signal;
  let stand: SyslogStand;
  const opened = async (options: SyslogStandOptions = {}) => {
    stand = await standOfSyslog(options);
    return stand;
  };
  const deliver = (first: number, count: number) => stand.sink.deliver(someSinkEvents(first, count), { signal: never });
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'delivered',
      (cause: { code?: string }) => cause.code,
    );
  /** Large enough that no buffer on the way holds all of them. */
  const large = Array.from({ length: 40 }, (_, at) =>
    sampleSinkEvent(at, { unmapped: { filler: 'x'.repeat(300_000) } }),
  );

  afterEach(async () => {
    await stand.sink.close();
    await stand.close();
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'delivers over %s, each time over a connection of its own',
    async (version) => {
      const { collector, taken } = await opened({ tls: { minVersion: version, maxVersion: version } });
      await deliver(0, 300);
      await deliver(300, 1);
      expect(taken()).toEqual(Array.from({ length: 301 }, (_, at) => at));
      expect([collector.connections, collector.torn, collector.faults]).toEqual([2, 0, []]);
    },
  );

  it('connects for nothing not at all', async () => {
    const { collector } = await opened();
    await deliver(0, 0);
    expect(collector.connections).toBe(0);
  });

  it('waits for a collector that is slow, and makes messages no faster than it takes them', async () => {
    const { collector, sink, taken } = await opened({ stallMs: 60_000 });
    collector.trouble = 'stalled';
    let made = 0;
    const counted = large.map((event) => ({
      ...event,
      get json() {
        made += 1;
        return event.json;
      },
    }));
    const delivery = sink.deliver(counted, { signal: never });
    await expect.poll(() => made).toBeGreaterThan(0);
    let seen = 0;
    const goesOn = () => {
      const more = made > seen;
      seen = made;
      return more;
    };
    await expect.poll(goesOn, { interval: 300 }).toBe(false);
    expect(made).toBeLessThan(40);
    collector.trouble = undefined;
    await delivery;
    expect(taken()).toEqual(large.map(({ index }) => index));
  });

  it('is unavailable of a collector that takes nothing any more', async () => {
    const { collector, sink } = await opened({ stallMs: 400 });
    collector.trouble = 'stalled';
    expect(await codeOf(sink.deliver(large, { signal: never }))).toBe('sink_unavailable');
    expect(collector.messages).toEqual([]);
  });

  it('is unavailable of one that reads all and never closes: it may be half open', async () => {
    const { collector } = await opened({ stallMs: 400 });
    collector.trouble = 'never_closing';
    expect(await codeOf(deliver(0, 2))).toBe('sink_unavailable');
  });

  it.each(['resetting', 'closing'] as const)(
    'is unavailable of one that is %s in the midst of a message',
    async (trouble) => {
      const { collector, sink } = await opened();
      collector.trouble = trouble;
      expect(await codeOf(sink.deliver(large, { signal: never }))).toBe('sink_unavailable');
      expect(collector.messages.length).toBeLessThan(40);
    },
  );

  it.each(['resetting', 'closing', 'cutting'] as const)(
    'never believes one that is %s once it has read something',
    async (trouble) => {
      const { collector, sink } = await opened();
      collector.trouble = trouble;
      const batch = someSinkEvents(0, 200);
      const many = Array.from({ length: 20 }, () => codeOf(sink.deliver(batch, { signal: never })));
      expect(new Set(await Promise.all(many))).toEqual(new Set(['sink_unavailable']));
      expect(collector.messages.length).toBeLessThan(20 * 200);
    },
  );

  it('ends in the midst of a message when it is cancelled, and when it is closed', async () => {
    const { collector, sink } = await opened({ stallMs: 60_000 });
    collector.trouble = 'stalled';
    const cancelling = new AbortController();
    const first = codeOf(sink.deliver(large, { signal: cancelling.signal }));
    await expect.poll(() => collector.connections).toBe(1);
    cancelling.abort();
    expect(await first).toBe('cancelled');
    const second = codeOf(sink.deliver(large, { signal: never }));
    await expect.poll(() => collector.connections).toBe(2);
    await sink.close();
    expect(await second).toBe('cancelled');
    expect(await codeOf(deliver(0, 1))).toBe('cancelled');
  });

  it('sends nothing to whom its authorities do not vouch for, and sends once they do', async () => {
    const { collector, put, taken } = await opened();
    await put('ca.pem', (await selfSigned()).certificate);
    expect(await codeOf(deliver(0, 1))).toBe('sink_unavailable');
    expect([collector.connections, taken()]).toEqual([0, []]);
    await put('ca.pem', collector.certificate.certificate);
    await deliver(0, 1);
    expect(taken()).toEqual([0]);
  });

  it('sends nothing to whose certificate has another name', async () => {
    const { collector } = await opened({ host: '127.0.0.2' });
    expect(await codeOf(deliver(0, 1))).toBe('sink_unavailable');
    expect(collector.octets).toBe(0);
  });

  it('sends nothing over less than TLS 1.2', async () => {
    const tls = { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    const { collector } = await opened({ tls });
    expect(await codeOf(deliver(0, 1))).toBe('sink_unavailable');
    expect(collector.octets).toBe(0);
  });

  it('sends by a name, too', async () => {
    const { taken } = await opened({ host: 'localhost' });
    await deliver(0, 1);
    expect(taken()).toEqual([0]);
  });

  it('shows its certificate to a collector that asks for it, and is refused with another', async () => {
    const { put, taken } = await opened({ mutual: true });
    await deliver(0, 1);
    expect(taken()).toEqual([0]);
    const other = await selfSigned();
    await put('cert.pem', other.certificate);
    await put('key.pem', other.privateKey);
    // Node.js says nothing to whom it turns away.
    expect(await codeOf(deliver(1, 1))).toBe('sink_unavailable');
    expect(taken()).toEqual([0]);
  });

  it.each([
    ['ca.pem', 'no certificate'],
    ['cert.pem', 'no certificate'],
    ['key.pem', 'no key'],
  ] as const)('sends nothing where %s holds something else', async (file, text) => {
    const { put, collector } = await opened({ mutual: true });
    await put(file, text);
    expect(await codeOf(deliver(0, 1))).toBe('sink_unavailable');
    expect(collector.connections).toBe(0);
  });

  it('connects to no address that is never called', async () => {
    await opened();
    const parts = { secrets: { get: async () => undefined, versions: async () => [] }, clock: systemClock };
    const log = { warn: () => undefined, error: () => undefined };
    for (const host of ['169.254.169.254', '0.0.0.0', '::', 'fe80::1']) {
      const sink = syslogSink({ name: 'siem', host, port: 6514, format: 'ocsf', facility: 'audit' }, { ...parts, log });
      expect(await codeOf(sink.deliver(someSinkEvents(0, 1), { signal: never }))).toBe('sink_unavailable');
    }
  });

  it('ends a delivery of which one message cannot be made, and not the process', async () => {
    const { sink, taken, warnings } = await opened();
    const unreadable = {
      ...sampleSinkEvent(40),
      get json(): string {
        throw new TypeError('svc-secret');
      },
    };
    expect(await codeOf(sink.deliver([...large, unreadable], { signal: never }))).toBe('sink_unavailable');
    expect(warnings).toEqual([['sink failed', { sink: 'siem', code: 'internal' }]]);
    expect(taken()).not.toContain(40);
  });

  it('tells the log why, in a code', async () => {
    const { collector, warnings } = await opened();
    collector.trouble = 'down';
    await codeOf(deliver(0, 1));
    expect(warnings).toEqual([['sink failed', { sink: 'siem', code: 'upstream_unreachable' }]]);
  });
});
