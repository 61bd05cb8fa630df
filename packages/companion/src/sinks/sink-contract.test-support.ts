import { encodeEvent } from '@sallyport/ledger';
import { afterEach, describe, expect, it } from 'vitest';
import type { Sink, SinkEvent } from './sink.ts';

/**
 * How the other side fails: it will never take one of the events, cannot be reached or says it cannot now, refuses the credential or
 * there is none, or takes the connection and says nothing.
 */
export type SinkFailure = 'refuses' | 'unavailable' | 'credential' | 'hangs';

/** A sink with its receiver. */
export interface SinkStand {
  readonly sink: Sink;
  /** The indexes of all that the other side has taken for good, in the order in which it did; what came twice stands there twice. */
  taken(): readonly number[] | Promise<readonly number[]>;
  /** Makes the other side fail until it is mended. */
  fail(failure: SinkFailure): unknown;
  mend(): unknown;
  /** Ends the other side; the sink is closed by the suite. */
  close(): unknown;
}

/** What a kind of sinks is held to. */
export interface SinkContract {
  /** `the file sink` */
  readonly name: string;
  readonly open: () => Promise<SinkStand>;
  /** The failures that the other side of this kind can show; any that it cannot is left out. */
  readonly failures: readonly SinkFailure[];
}

const ORIGIN = 'sallyport.example/log';
const RAISED = { refuses: 'sink_refused', unavailable: 'sink_unavailable', credential: 'sink_credential' } as const;

/** For tests: so many events of an invented ledger, from an index on. Every third one is of a call that was denied; one subject has letters of all kinds. */
export function someSinkEvents(first: number, count: number): readonly SinkEvent[] {
  return Array.from({ length: count }, (_, offset) => someSinkEvent(first + offset));
}

function someSinkEvent(index: number): SinkEvent {
  const denied = index % 3 === 2;
  const uuid = (group: number) => `${String(index).padStart(8, '0')}-0000-4000-8000-00000000000${group}`;
  const event = encodeEvent(
    {
      id: uuid(1),
      kind: denied ? 'session.denied' : 'session.outcome',
      time: 1_795_000_000_000 + index * 1000,
      identity: { issuer: 'https://login.example/', subject: 'svc "Ärzte" \\ = ] | 雪' },
      clientIp: '192.0.2.7',
      status: denied ? 'failure' : 'success',
      details: {
        ...{ correlationId: uuid(2), sessionId: uuid(3), connection: 'openai', operation: 'embeddings.create' },
        ...(denied ? { error: 'policy_denied' } : { upstreamStatus: 200 }),
        found: { SSN: 1, NAME: 2 },
      },
    },
    { version: '0.1.0' },
  );
  const ocsf = { ...event, metadata: { ...event.metadata, log_name: ORIGIN, sequence: index } };
  return { index, kind: event.metadata.event_code, time: event.time, ocsf, json: JSON.stringify(ocsf) };
}

/** What every sink does, whatever its kind: run for each of them against a receiver that speaks the real protocol. */
export function sinkContract({ name, open, failures }: SinkContract): void {
  describe(`${name}, as every sink`, () => {
    let stand: SinkStand | undefined;
    const opened = async (): Promise<SinkStand> => {
      stand = await open();
      return stand;
    };
    const never = new AbortController().signal;
    const can = (failure: SinkFailure) => failures.includes(failure);
    afterEach(async () => {
      await stand?.sink.close();
      await stand?.close();
      stand = undefined;
    });

    it('says how much it takes at once', async () => {
      const { sink } = await opened();
      expect(Number.isSafeInteger(sink.most.events) && sink.most.events >= 1).toBe(true);
      expect(Number.isSafeInteger(sink.most.bytes) && sink.most.bytes >= 65_536).toBe(true);
    });

    it('has delivered, in order, all that it resolved for', async () => {
      const { sink, taken } = await opened();
      await sink.deliver(someSinkEvents(0, 1), { signal: never });
      expect(await taken()).toEqual([0]);
      await sink.deliver(someSinkEvents(1, 40), { signal: never });
      expect(await taken()).toEqual(Array.from({ length: 41 }, (_, index) => index));
    });

    it('delivers what it is given once more', async () => {
      const { sink, taken } = await opened();
      await sink.deliver(someSinkEvents(5, 2), { signal: never });
      await sink.deliver(someSinkEvents(5, 3), { signal: never });
      expect([...new Set(await taken())]).toEqual([5, 6, 7]);
    });

    for (const failure of ['refuses', 'unavailable', 'credential'] as const) {
      if (!can(failure)) continue;
      it(`raises ${RAISED[failure]} where the other side so fails, and works once it is mended`, async () => {
        const { sink, taken, fail, mend } = await opened();
        await sink.deliver(someSinkEvents(0, 2), { signal: never });
        await fail(failure);
        await expect(sink.deliver(someSinkEvents(2, 3), { signal: never })).rejects.toMatchObject({
          code: RAISED[failure],
        });
        await mend();
        await sink.deliver(someSinkEvents(2, 3), { signal: never });
        expect([...new Set(await taken())]).toEqual([0, 1, 2, 3, 4]);
      });
    }

    it('raises cancelled of what was cancelled before it began', async () => {
      const { sink, taken } = await opened();
      const delivery = sink.deliver(someSinkEvents(0, 1), { signal: AbortSignal.abort() });
      await expect(delivery).rejects.toMatchObject({ code: 'cancelled' });
      expect(await taken()).toEqual([]);
    });

    if (can('hangs'))
      it('ends at once when it is cancelled, and goes on with the next', async () => {
        const { sink, taken, fail, mend } = await opened();
        await fail('hangs');
        const cancelling = new AbortController();
        const delivery = sink.deliver(someSinkEvents(0, 2), { signal: cancelling.signal });
        setTimeout(() => cancelling.abort(), 200);
        await expect(delivery).rejects.toMatchObject({ code: 'cancelled' });
        await mend();
        await sink.deliver(someSinkEvents(0, 2), { signal: never });
        expect([...new Set(await taken())]).toEqual([0, 1]);
      });

    it('says nothing of what it was given in what it raises', async () => {
      const { sink, fail } = await opened();
      for (const failure of failures.filter((one) => one !== 'hangs')) {
        await fail(failure);
        const cause: unknown = await sink.deliver(someSinkEvents(0, 1), { signal: never }).catch((one: unknown) => one);
        const { message, stack, cause: inner, details } = cause as Error & { readonly details: object };
        expect(JSON.stringify([message, stack, inner ?? null, details])).not.toMatch(
          /Ärzte|192\.0\.2\.7|policy_denied/,
        );
      }
    });

    it('closes, used or not, once and twice', async () => {
      const { sink } = await opened();
      await sink.deliver(someSinkEvents(0, 1), { signal: never });
      await sink.close();
      await sink.close();
      const { sink: unused, close } = await open();
      await unused.close();
      await unused.close();
      await close();
    });
  });
}
