import { type Operation, SallyportError, utf8 } from '@sallyport/core';
import { decide, SAFE_HARBOR } from '@sallyport/policy';
import { matchOperation } from '@sallyport/wire';
import { describe, expect, it, vi } from 'vitest';
import { DEFAULT_DETECT } from '../defaults.ts';
import type { Answered } from '../exchange.ts';
import { heldPayload } from '../payload/payload.ts';
import type { Door, Outcome, RunningRecording } from '../ports.ts';
import { answerAsItComes } from './answer-as-it-comes.ts';
import type { AnswerStream } from './answer-stream.ts';
import { chatChunk } from './chat-chunk.test-support.ts';

const SALT = new Uint8Array(32).fill(7);
const EMPTY = heldPayload(new Uint8Array(0));

/** A provider's stream: it gives what it is given, then ends or fails. */
class FakeStream implements AnswerStream {
  readonly #chunks: string[];
  readonly #end: SallyportError | 'silence' | undefined;
  #waiting: PromiseWithResolvers<undefined> | undefined;
  cancelled = 0;

  constructor(chunks: readonly string[], end?: SallyportError | 'silence') {
    this.#chunks = [...chunks];
    this.#end = end;
  }

  async read(): Promise<Uint8Array | undefined> {
    if (this.cancelled > 0) throw new SallyportError('cancelled');
    const chunk = this.#chunks.shift();
    if (chunk !== undefined) return utf8(chunk);
    if (this.#end === 'silence') {
      this.#waiting = Promise.withResolvers();
      return this.#waiting.promise;
    }
    if (this.#end !== undefined) throw this.#end;
    return undefined;
  }

  async cancel(): Promise<void> {
    this.cancelled += 1;
    this.#waiting?.reject(new SallyportError('cancelled'));
  }
}

interface Setting {
  readonly stream: FakeStream;
  readonly failing?: SallyportError;
  readonly signal?: AbortSignal;
  readonly recording?: RunningRecording;
}

async function begin({ stream, failing, recording, signal = new AbortController().signal }: Setting) {
  const steps: string[] = [];
  const outcomes: Outcome[] = [];
  const door = {
    detect: DEFAULT_DETECT,
    policy: () => SAFE_HARBOR,
    maxDepth: 64,
    journal: {
      outcome: async (_: unknown, outcome: Outcome) => {
        if (failing !== undefined) throw failing;
        outcomes.push(outcome);
        steps.push('outcome');
      },
    },
  } as unknown as Door;
  const reply = await answerAsItComes(door, {
    answered: answeredBy({ stream, signal }),
    stream,
    recording,
    concluding: () => steps.push('concluding'),
  });
  if (reply.stream === undefined) throw new SallyportError('internal');
  return { reply: reply.stream, steps, outcomes };
}

function answeredBy({ stream, signal }: Required<Pick<Setting, 'stream' | 'signal'>>): Answered {
  const operation = matchOperation('POST', '/chat/completions') as Operation;
  const call = { headers: {}, signal };
  const decided = { operation, call, decision: decide(SAFE_HARBOR, { operation: operation.id }) };
  const answer = { status: 200, headers: { 'content-type': 'text/event-stream' }, body: new Uint8Array(0), stream };
  const session = { id: 'one', salt: SALT, commitments: { egress: 'left' } };
  return { ...decided, answer, session, egress: EMPTY, subject: new Uint8Array(16) } as never;
}

async function rest(stream: AnswerStream): Promise<string> {
  let text = '';
  for (let chunk = await stream.read(); chunk !== undefined; chunk = await stream.read()) {
    text += new TextDecoder().decode(chunk);
  }
  return text;
}

const SAID = ['Call Dr. Ingrid Hal', 'vorsen at 415-555-', '0132.'].map(chatChunk);

describe('answerAsItComes', () => {
  it('masks, counts, and records the outcome before it ends', async () => {
    const { reply, steps, outcomes } = await begin({ stream: new FakeStream([...SAID, 'data: [DONE]\n\n']) });
    const given = await rest(reply);
    expect(given).not.toMatch(/Halvorsen|vorsen|0132/);
    expect(given.match(/data: /g)).toHaveLength(4);
    expect(steps).toEqual(['concluding', 'outcome']);
    expect(outcomes[0]).toMatchObject({
      upstreamStatus: 200,
      masked: { NAME: 1, PHONE: 1 },
      commitments: { egress: 'left' },
    });
    expect(outcomes[0]?.bytesBack).toBe([...SAID, 'data: [DONE]\n\n'].join('').length);
    expect(outcomes[0]?.commitments?.answer).not.toBe(outcomes[0]?.commitments?.reply);
    expect(await reply.read()).toBeUndefined();
    await reply.cancel();
    expect(outcomes).toHaveLength(1);
  });

  it('ends a stream that failed with an event that says so, and records it', async () => {
    const failure = new SallyportError('upstream_unreachable');
    const { reply, outcomes } = await begin({ stream: new FakeStream(SAID, failure) });
    const given = await rest(reply);
    expect(given).toMatch(/event: error\ndata: \{.*"code":"upstream_unreachable".*\}\n\n$/);
    expect(given).not.toMatch(/vorsen|0132/);
    expect(outcomes[0]?.error?.code).toBe('upstream_unreachable');
    expect(outcomes[0]?.commitments?.reply).toBeDefined();
  });

  it('does not end well when its outcome cannot be recorded', async () => {
    const failing = new SallyportError('ledger_unavailable');
    const { reply } = await begin({ stream: new FakeStream(SAID), failing });
    expect(await rest(reply)).toMatch(/event: error\ndata: \{.*"code":"ledger_unavailable"/);
  });

  it('refuses what cannot be read', async () => {
    const { reply, outcomes } = await begin({ stream: new FakeStream(['data: {"choices": [\n\n']) });
    expect(await rest(reply)).toMatch(/"code":"upstream_invalid"/);
    expect(outcomes[0]?.error?.code).toBe('upstream_invalid');
  });

  it('that is cancelled is cancelled at its source, and recorded so, once', async () => {
    const stream = new FakeStream(SAID, 'silence');
    const { reply, outcomes } = await begin({ stream });
    const reading = rest(reply);
    reading.catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await reply.cancel();
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
    expect(stream.cancelled).toBeGreaterThan(0);
    expect(outcomes.map(({ error }) => error?.code)).toEqual(['cancelled']);
  });

  it('gives nothing more once the call was ended, but why', async () => {
    const ending = new AbortController();
    const said = ['It is a fine day. ', 'The sky is blue. ', 'No wind. '].map(chatChunk);
    const { reply, outcomes } = await begin({ stream: new FakeStream(said.concat(said, said)), signal: ending.signal });
    expect(new TextDecoder().decode(await reply.read())).toContain('data: ');
    ending.abort(new SallyportError('grant_revoked'));
    expect(await rest(reply)).toMatch(/^event: error\ndata: \{.*"code":"grant_revoked".*\}\n\n$/);
    expect(outcomes.map(({ error }) => error?.code)).toEqual(['grant_revoked']);
  });

  it('is given up when nobody reads it', async () => {
    vi.useFakeTimers();
    try {
      const stream = new FakeStream(SAID, 'silence');
      const { outcomes } = await begin({ stream });
      await vi.advanceTimersByTimeAsync(300_000);
      expect(stream.cancelled).toBe(1);
      expect(outcomes[0]?.error?.code).toBe('cancelled');
    } finally {
      vi.useRealTimers();
    }
  });

  describe('with a recording', () => {
    const unavailable = new SallyportError('recording_unavailable');

    /** Takes in what is given, up to where it fails. */
    function recordingUpTo(chunks = Number.POSITIVE_INFINITY, ends = true) {
      const taken: string[] = [];
      const ended: (string | undefined)[] = [];
      const recording: RunningRecording = {
        answer: ({ headers }) => void taken.push(headers['content-type'] ?? ''),
        given: async (chunk) => {
          if (taken.length > chunks) throw unavailable;
          taken.push(new TextDecoder().decode(chunk));
        },
        end: async (error) => {
          ended.push(error?.code);
          if (!ends || taken.length > chunks) throw unavailable;
          return { segments: 3 };
        },
      };
      return { recording, taken, ended };
    }

    it('takes in each chunk as it is given, and ends before the outcome', async () => {
      const { recording, taken, ended } = recordingUpTo();
      const { reply, outcomes } = await begin({ stream: new FakeStream([...SAID, 'data: [DONE]\n\n']), recording });
      const given: string[] = [];
      for (let chunk = await reply.read(); chunk !== undefined; chunk = await reply.read()) {
        given.push(new TextDecoder().decode(chunk));
        expect(taken.slice(1)).toEqual(given);
      }
      expect(taken[0]).toBe('text/event-stream');
      expect(ended).toEqual([undefined]);
      expect(outcomes[0]).toMatchObject({ recording: { segments: 3 } });
      expect(outcomes[0]).not.toHaveProperty('error');
    });

    it('that fails in mid-stream ends the stream with an event that says so, and the provider’s with it', async () => {
      const stream = new FakeStream([...SAID, ...SAID, ...SAID, 'data: [DONE]\n\n']);
      const { recording, ended } = recordingUpTo(1);
      const { reply, outcomes } = await begin({ stream, recording });
      expect(await rest(reply)).toMatch(/event: error\ndata: \{.*"code":"recording_unavailable".*\}\n\n$/);
      expect(stream.cancelled).toBeGreaterThan(0);
      expect(ended).toEqual(['recording_unavailable']);
      expect(outcomes.map(({ error, recording: recorded }) => [error?.code, recorded])).toEqual([
        ['recording_unavailable', undefined],
      ]);
    });

    it('that cannot be ended is no good end, and the outcome says so', async () => {
      const { recording } = recordingUpTo(undefined, false);
      const { reply, outcomes } = await begin({ stream: new FakeStream([...SAID, 'data: [DONE]\n\n']), recording });
      expect(await rest(reply)).toMatch(/"code":"recording_unavailable"/);
      expect(outcomes.map(({ error }) => error?.code)).toEqual(['recording_unavailable']);
    });

    it('takes in the event that tells of a failure', async () => {
      const { recording, taken, ended } = recordingUpTo();
      const { reply, outcomes } = await begin({
        stream: new FakeStream(SAID, new SallyportError('upstream_unreachable')),
        recording,
      });
      const given = await rest(reply);
      expect(taken.slice(1).join('')).toBe(given);
      expect(ended).toEqual(['upstream_unreachable']);
      expect(outcomes[0]).toMatchObject({ recording: { segments: 3 } });
    });

    it('is ended where the caller goes away, also while a chunk is being recorded', async () => {
      const { recording, ended } = recordingUpTo();
      const slow = Promise.withResolvers<void>();
      const given = vi.fn(() => slow.promise);
      const stream = new FakeStream(
        Array.from({ length: 20 }, () => chatChunk('It is a fine day. ')),
        'silence',
      );
      const { reply, outcomes } = await begin({ stream, recording: { ...recording, given } });
      const reading = reply.read();
      await expect.poll(() => given.mock.calls.length).toBe(1);
      await reply.cancel();
      slow.resolve();
      await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
      expect(ended).toEqual(['cancelled']);
      expect(outcomes.map(({ error }) => error?.code)).toEqual(['cancelled']);
    });
  });
});
