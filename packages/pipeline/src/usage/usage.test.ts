import { type CallLimits, SallyportError, systemClock, utf8 } from '@sallyport/core';
import { definePolicy, planOf } from '@sallyport/policy';
import { describe, expect, it } from 'vitest';
import type { AnswerStream } from '../answer/answer-stream.ts';
import { chatChunk } from '../answer/chat-chunk.test-support.ts';
import type { Reply } from '../call.ts';
import { DEFAULT_DETECT } from '../defaults.ts';
import { heldPayload } from '../payload/payload.ts';
import type { Door, Use } from '../ports.ts';
import { runCall } from '../run-call.ts';

const TOKENS = { tokens: { most: 1_000, seconds: 60 } };

interface Asking {
  /** Limits of the rule. Default: tokens. */
  readonly limits?: CallLimits | undefined;
  readonly send: () => Promise<Reply>;
  readonly parts?: Partial<Door>;
  readonly path?: string;
  readonly method?: string;
}

/** Makes a call whose answer is read to its end, and gives what it is said to have used. */
async function usedBy(asking: Asking, read = readAll): Promise<Use | undefined> {
  let used: Use | undefined;
  const limits = 'limits' in asking ? asking.limits : TOKENS;
  const operators = { out: planOf('redact'), back: planOf('redact') };
  const limited = limits === undefined ? {} : { limits };
  const policy = definePolicy('limited', [{ name: 'all', when: {}, effect: 'allow', operators, ...limited }]);
  const session = { id: 'session-1', salt: new Uint8Array(32), commitments: {} };
  const door: Door = {
    identify: async () => ({ caller: { issuer: 'https://idp.example', subject: 'a', groups: [], means: 'local' } }),
    admit: async () => undefined,
    detect: DEFAULT_DETECT,
    policy: () => policy,
    send: asking.send,
    scratch: { heldBytes: 1_048_576, limitBytes: 67_108_864, textLength: 1_048_576 },
    maxDepth: 64,
    reviews: 'behind',
    clock: systemClock,
    journal: { intent: async () => session, outcome: async () => undefined, denied: async () => undefined },
    limits: {
      take: async () => ({
        release: async (use) => {
          used = use;
        },
      }),
    },
    ...asking.parts,
  };
  const method = asking.method ?? 'POST';
  const body = method === 'GET' ? '' : JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'hi' }] });
  const reply = await runCall(door, {
    connection: { name: 'openai', kind: 'openai', baa: true },
    correlationId: '00000000-0000-4000-8000-000000000001',
    call: {
      ...{ method, path: asking.path ?? '/chat/completions', url: 'https://sallyport.example/c/openai/v1', query: '' },
      headers: { 'content-type': 'application/json' },
      readBody: async () => heldPayload(utf8(body)),
      signal: new AbortController().signal,
    },
  });
  if (reply.stream !== undefined) {
    expect(used).toBeUndefined();
    await read(reply.stream);
  }
  return used;
}

async function readAll(stream: AnswerStream): Promise<void> {
  while ((await stream.read()) !== undefined);
}

const whole = (more: object, status = 200): Reply => {
  const choice = { index: 0, message: { role: 'assistant', content: 'A fine day.' }, finish_reason: 'stop' };
  const body = { id: 'chatcmpl-1', object: 'chat.completion', created: 1, model: 'gpt-4o', choices: [choice], ...more };
  return { status, headers: { 'content-type': 'application/json' }, body: utf8(JSON.stringify(body)) };
};

const streamed = (chunks: readonly string[], failure?: Error): Reply => {
  const left = [...chunks];
  const stream: AnswerStream = {
    read: async () => {
      const next = left.shift();
      if (next === undefined && failure !== undefined) throw failure;
      return next === undefined ? undefined : utf8(next);
    },
    cancel: async () => undefined,
  };
  return { status: 200, headers: { 'content-type': 'text/event-stream' }, body: new Uint8Array(), stream };
};

const USAGE = { usage: { prompt_tokens: 9, completion_tokens: 12, total_tokens: 21 } };
const LAST = `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'gpt-4o', choices: [], ...USAGE })}\n\n`;
const DONE = 'data: [DONE]\n\n';

describe('what a call used', () => {
  it('is what its provider says', async () => {
    expect(await usedBy({ send: async () => whole(USAGE) })).toMatchObject({ sent: true, tokens: 21 });
  });

  it('is estimated by the text of the answer where the provider does not say', async () => {
    expect(await usedBy({ send: async () => whole({}) })).toEqual({ sent: true, answered: 3 });
  });

  it('is nothing of what the provider refused', async () => {
    const refused = { status: 500, headers: { 'content-type': 'application/json' }, body: utf8('{"error":{}}') };
    expect(await usedBy({ send: async () => refused })).toMatchObject({ sent: true, tokens: 0 });
  });

  it('is what the last event of a stream says, however the bytes come', async () => {
    const text = [chatChunk('A fine'), chatChunk(' day.'), LAST, DONE].join('');
    for (const size of [7, 64, 4_096]) {
      const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
        text.slice(at * size, (at + 1) * size),
      );
      expect(await usedBy({ send: async () => streamed(chunks) })).toMatchObject({ sent: true, tokens: 21 });
    }
  });

  it('is one for each event where no event of a stream says it', async () => {
    const said = [chatChunk('A'), chatChunk(' fine'), chatChunk(' day.'), DONE];
    expect(await usedBy({ send: async () => streamed(said) })).toEqual({ sent: true, answered: 3 });
  });

  it('is estimated of a stream that was cut, as far as it came', async () => {
    const said = [chatChunk('A'), chatChunk(' fine')];
    const failing = streamed(said, new SallyportError('upstream_unreachable'));
    expect(await usedBy({ send: async () => failing })).toEqual({ sent: true, answered: 2 });
    const first = async (stream: AnswerStream) => {
      await stream.read();
      await stream.cancel();
    };
    const used = await usedBy({ send: async () => streamed([...said, LAST]) }, first);
    expect(used?.tokens).toBeUndefined();
    expect(used?.sent).toBe(true);
  });

  it('is not known of a call that nobody answered, and nothing of one that reached nobody', async () => {
    const failing = (code: 'upstream_timeout' | 'upstream_unreachable' | 'credential_unavailable') =>
      usedBy({ send: () => Promise.reject(new SallyportError(code)) });
    expect(await failing('upstream_timeout')).toEqual({ sent: true });
    expect(await failing('upstream_unreachable')).toEqual({ sent: true, tokens: 0 });
    expect(await failing('credential_unavailable')).toEqual({ sent: true, tokens: 0 });
  });

  it('is told also of an answer that could not be given', async () => {
    const broken = whole({ ...USAGE, choices: 'none' });
    expect(await usedBy({ send: async () => broken })).toMatchObject({ sent: true, tokens: 21 });
  });

  it('is nothing of a call that was refused after it was counted', async () => {
    const unrecorded = {
      intent: () => Promise.reject(new SallyportError('ledger_unavailable')),
      outcome: async () => undefined,
      denied: async () => undefined,
    };
    const detect: Door['detect'] = () => Promise.reject(new SallyportError('detector_failed'));
    const send = async () => whole(USAGE);
    expect(await usedBy({ send, parts: { journal: unrecorded } })).toEqual({ sent: false });
    // Before it was counted, nothing was taken.
    expect(await usedBy({ send, parts: { detect } })).toBeUndefined();
  });

  it('is not looked for where tokens are not limited, nor of what only looks something up', async () => {
    for (const limits of [undefined, { requests: { most: 1, seconds: 1 } }]) {
      expect(await usedBy({ limits, send: async () => whole(USAGE) })).toEqual({ sent: true });
    }
    const stored = { path: '/chat/completions/chatcmpl-1', method: 'GET', send: async () => whole(USAGE) };
    expect(await usedBy(stored)).toEqual({ sent: true });
  });
});
