import { fromUtf8 as decode, isSallyportError, utf8 } from '@sallyport/core';
import { EventStreamCodec } from '@smithy/eventstream-codec';
import { fromUtf8, toUtf8 } from '@smithy/util-utf8';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apiOfKind } from '../apis.ts';
import type { EventStreamOptions } from '../events/event-stream.ts';
import { chunksOf, masked, ToyJudge } from '../events/events.test-support.ts';
import { rewriteEventStream } from '../events/rewrite-event-stream.ts';

/** Amazon's own. */
const CODEC = new EventStreamCodec(toUtf8, fromUtf8);
const API = apiOfKind('bedrock');

interface Event {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const event = (type: string, data: unknown): Event => ({
  headers: { ':event-type': type, ':content-type': 'application/json', ':message-type': 'event' },
  body: JSON.stringify(data),
});

const base64 = (data: unknown) => Buffer.from(JSON.stringify(data)).toString('base64');

/** What a model itself says, as Bedrock wraps it. */
const chunk = (data: unknown, p = 'abcdef'): Event => event('chunk', { bytes: base64(data), p });

const delta = (text: string, index = 0) =>
  event('contentBlockDelta', { contentBlockIndex: index, delta: { text }, p: 'abc' });

function frame({ headers, body }: Event): Uint8Array {
  const tagged = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, { type: 'string' as const, value }]),
  );
  return CODEC.encode({ headers: tagged, body: utf8(body) });
}

const framesOf = (events: readonly Event[]): Uint8Array => Buffer.concat(events.map(frame));

function read(bytes: Uint8Array): readonly Event[] {
  const events: Event[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = new DataView(bytes.buffer, bytes.byteOffset + at).getUint32(0);
    const { headers, body } = CODEC.decode(bytes.subarray(at, at + length));
    const plain = Object.fromEntries(Object.entries(headers).map(([name, { value }]) => [name, String(value)]));
    events.push({ headers: plain, body: decode(body) });
    at += length;
  }
  return events;
}

interface Run extends Partial<EventStreamOptions> {
  readonly action?: string;
  readonly chunks?: Iterable<Uint8Array>;
}

async function run(stream: Uint8Array, { action = 'converse-stream', chunks = [stream], ...options }: Run = {}) {
  const operation = API.match('POST', `/model/anthropic.claude-v2/${action}`);
  if (operation === undefined) throw new Error(action);
  const given: Uint8Array[] = [];
  let code: string | undefined;
  const body = (async function* () {
    yield* chunks;
  })();
  try {
    const whole = { limitBytes: 10_000_000, judge: new ToyJudge().judge, ...options };
    for await (const part of rewriteEventStream(operation, body, whole)) given.push(part);
  } catch (error) {
    code = isSallyportError(error) ? error.code : String(error);
  }
  const bytes = Buffer.concat(given);
  return { bytes, events: read(bytes), code };
}

const json = ({ body }: Event): unknown => JSON.parse(body);
const inner = (one: Event) =>
  JSON.parse(Buffer.from((json(one) as { bytes: string }).bytes, 'base64').toString()) as unknown;
const textOf = (events: readonly Event[], index = 0) =>
  events
    .map((one) => json(one) as { contentBlockIndex?: number; delta?: { text?: string } })
    .filter(({ contentBlockIndex }) => contentBlockIndex === index)
    .map(({ delta: of }) => of?.text ?? '')
    .join('');

const SAID = 'Seen today: Alma Fernhollow, record 4481234, and Bo Quill. Nothing else, said Ida Maple-Stone.';

const conversation = (pieces: readonly string[]): readonly Event[] => [
  event('messageStart', { role: 'assistant', p: 'ab' }),
  ...pieces.map((piece) => delta(piece)),
  event('contentBlockStop', { contentBlockIndex: 0, p: '' }),
  event('messageStop', { stopReason: 'end_turn', p: 'abcd' }),
  event('metadata', { usage: { inputTokens: 10_000, outputTokens: 2 }, metrics: { latencyMs: 12_345 }, p: 'a' }),
];

/** A text cut at these offsets. */
const cut = (text: string, cuts: readonly number[]): readonly string[] => {
  const ends = [...new Set(cuts.map((at) => at % (text.length + 1)))].sort((a, b) => a - b);
  return [...ends, text.length].map((end, index) => text.slice(ends[index - 1] ?? 0, end));
};

const cuts = fc.array(fc.nat(100_000), { maxLength: 30 });

describe('a conversation in frames', () => {
  it('is masked, whichever way its text and its frames were cut', async () => {
    await fc.assert(
      fc.asyncProperty(cuts, cuts, async (pieces, parts) => {
        const events = conversation(cut(SAID, pieces));
        const stream = framesOf(events);
        const result = await run(stream, { chunks: chunksOf(stream, parts) });
        expect(result.code).toBeUndefined();
        expect(textOf(result.events)).toBe(masked(SAID));
        expect(result.events.map(({ headers }) => headers)).toEqual(events.map(({ headers }) => headers));
      }),
      { numRuns: 60 },
    );
  });

  it('keeps its bytes where nothing was found', async () => {
    const stream = framesOf(conversation(['Nothing', ' to see here']));
    expect((await run(stream)).bytes).toEqual(Buffer.from(stream));
  });

  it('has several texts, each of its own', async () => {
    const events = [delta('Alma ', 0), delta('Bo ', 1), delta('Fernhollow', 0), delta('Quill', 1)];
    const { events: given } = await run(framesOf(events), { lookAhead: 96 });
    expect([textOf(given, 0), textOf(given, 1)]).toEqual(['["NAME"]', '["NAME"]']);
  });

  it('has calls of tools, whose input comes in pieces of JSON', async () => {
    const start = { contentBlockIndex: 1, start: { toolUse: { toolUseId: 'tooluse_1', name: 'find' } } };
    const input = (piece: string) =>
      event('contentBlockDelta', { contentBlockIndex: 1, delta: { toolUse: { input: piece } } });
    const judge = new ToyJudge();
    const pieces = ['{"patient":"Alma Fern', 'hollow","n', '":1}'];
    const { events } = await run(framesOf([event('contentBlockStart', start), ...pieces.map(input)]), judge);
    const whole = events
      .slice(1)
      .map((one) => (json(one) as { delta: { toolUse: { input: string } } }).delta.toolUse.input);
    expect(JSON.parse(whole.join(''))).toEqual({ patient: '["NAME"]', n: 1 });
    expect(judge.windows.find(({ text }) => text === 'Alma Fernhollow')).toMatchObject({
      tool: 'find',
      field: 'patient',
    });
  });

  it('has reasoning, citations and events that no one has named', async () => {
    const events = [
      event('contentBlockDelta', { contentBlockIndex: 0, delta: { reasoningContent: { text: 'of Alma ' } } }),
      event('contentBlockDelta', { contentBlockIndex: 0, delta: { reasoningContent: { text: 'Fernhollow' } } }),
      event('contentBlockDelta', { contentBlockIndex: 1, delta: { citation: { title: 'Bo Quill' } } }),
      event('contentBlockDelta', { contentBlockIndex: 2, delta: { hologram: { says: 'Alma ' } } }),
      event('contentBlockDelta', { contentBlockIndex: 2, delta: { hologram: { says: 'Fernhollow' } } }),
      event('somethingNew', { note: 'Alma Fernhollow' }),
    ];
    const { bytes } = await run(framesOf(events));
    const text = bytes.toString('latin1');
    for (const name of ['Alma', 'Fernhollow', 'Quill']) expect(text).not.toContain(name);
    expect(text.split('NAME')).toHaveLength(5);
  });

  it('may end in an exception or an error, whose words are read too', async () => {
    const exception = {
      headers: {
        ':exception-type': 'validationException',
        ':content-type': 'application/json',
        ':message-type': 'exception',
      },
      body: JSON.stringify({ message: 'not for Alma Fernhollow' }),
    };
    const error = {
      headers: { ':error-code': 'Oops', ':error-message': 'of Bo Quill', ':message-type': 'error' },
      body: '',
    };
    const { events } = await run(framesOf([delta('a'), exception, error]));
    expect(events.slice(1)).toEqual([
      { ...exception, body: JSON.stringify({ message: 'not for ["NAME"]' }) },
      { headers: { ...error.headers, ':error-message': 'of ["NAME"]' }, body: '' },
    ]);
  });

  it('is refused where an identifier stands in a header or a key', async () => {
    const judge: EventStreamOptions['judge'] = async (windows) => {
      if (windows.some(({ role, text }) => role === 'structure' && text.includes('Alma'))) {
        throw Object.assign(new Error('structure'));
      }
      return windows.map(() => []);
    };
    const plain = delta('a');
    for (const headers of [{ Alma: 'x' }, { x: 'Alma' }, { ':x': 'Alma' }]) {
      const { code, events } = await run(framesOf([{ ...plain, headers: { ...plain.headers, ...headers } }]), {
        judge,
      });
      expect([code, events]).toEqual(['Error: structure', []]);
    }
    expect((await run(framesOf([event('Alma', {})]), { judge })).code).toBe('Error: structure');
    expect((await run(framesOf([event('metadata', { trace: { Alma: 1 } })]), { judge })).code).toBe('Error: structure');
  });
});

describe('what a model itself says in frames', () => {
  const anthropic = (pieces: readonly string[]): readonly unknown[] => [
    {
      type: 'message_start',
      message: { id: 'msg_1', role: 'assistant', model: 'claude-v2', usage: { input_tokens: 10_000 } },
    },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    ...pieces.map((text) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })),
    { type: 'content_block_stop', index: 0 },
    { type: 'message_stop', 'amazon-bedrock-invocationMetrics': { invocationLatency: 12_345 } },
  ];
  const llama = (pieces: readonly string[]): readonly unknown[] =>
    pieces.map((generation, at) => ({ generation, stop_reason: at === pieces.length - 1 ? 'stop' : null }));
  const nova = (pieces: readonly string[]): readonly unknown[] => [
    { messageStart: { role: 'assistant' } },
    ...pieces.map((text) => ({ contentBlockDelta: { delta: { text }, contentBlockIndex: 0 } })),
    { contentBlockStop: { contentBlockIndex: 0 } },
    { messageStop: { stopReason: 'end_turn' } },
  ];
  const stranger = (pieces: readonly string[]): readonly unknown[] => pieces.map((said) => ({ a: [{ b: said }] }));

  const NAMES: ReadonlySet<string> = new Set(['type', 'id', 'role', 'model', 'stop_reason', 'stopReason']);

  /** All strings that an event says, in their order. */
  const strings = (value: unknown): readonly string[] => {
    if (typeof value === 'string') return [value];
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, part]) => (NAMES.has(key) ? [] : strings(part)));
  };

  it.each([
    ['Anthropic', anthropic],
    ['Llama', llama],
    ['Nova', nova],
    ['a model nobody knows', stranger],
  ])('is masked, whichever way it was cut: %s', async (_, says) => {
    await fc.assert(
      fc.asyncProperty(cuts, cuts, async (pieces, parts) => {
        const events = says(cut(SAID, pieces)).map((one) => chunk(one));
        const stream = framesOf(events);
        const result = await run(stream, { action: 'invoke-with-response-stream', chunks: chunksOf(stream, parts) });
        expect(result.code).toBeUndefined();
        expect(result.events).toHaveLength(events.length);
        const said = result.events.flatMap((one) => strings(inner(one))).join('');
        expect(said).toBe(masked(SAID));
        expect(result.events.map((one) => (json(one) as { p: string }).p)).toEqual(events.map(() => 'abcdef'));
      }),
      { numRuns: 25 },
    );
  });

  it('keeps its bytes where nothing was found', async () => {
    const stream = framesOf(anthropic(['Nothing', ' to see']).map((one) => chunk(one)));
    const { bytes } = await run(stream, { action: 'invoke-with-response-stream' });
    expect(bytes).toEqual(Buffer.from(stream));
  });

  it('is written as it was read where it could be read two ways', async () => {
    const twice = `{"bytes":"${base64({ a: 'Alma Fernhollow' })}","bytes":"${base64({ a: 'b' })}"}`;
    const { events } = await run(framesOf([{ ...event('chunk', {}), body: twice }]), {
      action: 'invoke-with-response-stream',
    });
    expect(events.map(({ body }) => body)).toEqual([JSON.stringify({ bytes: base64({ a: 'b' }) })]);
  });

  it('is padded by the alphabet: other padding is text', async () => {
    const { events } = await run(framesOf([chunk({ a: 1 }, 'Alma Fernhollow'), chunk({ a: 1 }, 'abcX')]), {
      action: 'invoke-with-response-stream',
    });
    expect(events.map((one) => (json(one) as { p: string }).p)).toEqual(['["NAME"]', 'abcX']);
  });

  it.each([
    ['no base64', '{"bytes":"***"}'],
    ['base64 of another alphabet', '{"bytes":"e_-9"}'],
    ['base64 that is cut', '{"bytes":"e30"}'],
    ['base64 of bytes that are no text', '{"bytes":"/////w=="}'],
    ['base64 of text that is no JSON', `{"bytes":"${Buffer.from('Alma').toString('base64')}"}`],
    ['another member', '{"bytes":"e30=","note":"Alma"}'],
    ['bytes that are no string', '{"bytes":{}}'],
    ['a list', '[]'],
    ['no JSON', 'Alma'],
    [
      'a text that begins before its pieces',
      `{"bytes":"${base64({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: 'Al' } })}"}`,
    ],
  ])('is refused where it is wrapped as %s', async (_, body) => {
    const stream = framesOf([chunk({ a: 'b' }), { ...event('chunk', {}), body }]);
    const { code, events } = await run(stream, { action: 'invoke-with-response-stream' });
    expect([code, events.length]).toEqual(['upstream_invalid', 1]);
  });
});

describe('frames that cannot be read', () => {
  const good = framesOf([delta('one'), delta('two')]);
  const bad = (bytes: Uint8Array) => Buffer.concat([good, bytes]);
  const bent = (at: number) => {
    const bytes = frame(delta('three')).slice();
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    return bytes;
  };

  it.each([
    ['cut in its length', frame(delta('three')).subarray(0, 3)],
    ['cut in its text', frame(delta('three')).subarray(0, -6)],
    ['bent in its text', bent(frame(delta('three')).length - 8)],
    ['bent in its checksum', bent(frame(delta('three')).length - 1)],
    ['bent in its prelude', bent(8)],
    ['of no length', new Uint8Array(16)],
    ['of no kind', frame({ headers: {}, body: '{}' })],
    ['of an event without a name', frame({ headers: { ':message-type': 'event' }, body: '{}' })],
    [
      'of a kind of its own',
      frame({ headers: { ':message-type': 'hologram', ':event-type': 'metadata' }, body: '{}' }),
    ],
    ['of plain text', frame({ headers: { ...delta('').headers, ':content-type': 'text/plain' }, body: 'Alma' })],
    ['of text that is no JSON', frame({ headers: delta('').headers, body: 'Alma' })],
    [
      'of bytes that are no text',
      CODEC.encode({
        headers: {
          ':message-type': { type: 'string', value: 'event' },
          ':event-type': { type: 'string', value: 'metadata' },
        },
        body: Uint8Array.of(0xff),
      }),
    ],
    ['with one key twice', frame({ headers: delta('').headers, body: '{"delta":{"text":"a"},"delta":{"text":"b"}}' })],
    ['server-sent', utf8('data: {"a":"Alma"}\n\n')],
  ])('end the stream, when all before them was given: %s', async (_, bytes) => {
    const { code, events } = await run(bad(bytes));
    expect(['upstream_invalid', 'upstream_too_large']).toContain(code);
    expect(textOf(events)).toBe('onetwo');
  });

  it('are those of more bytes than may be, told by their first', async () => {
    const huge = new Uint8Array(12);
    new DataView(huge.buffer).setUint32(0, 1_048_577);
    expect(await run(bad(huge))).toMatchObject({ code: 'upstream_too_large' });
    const all = await run(good, { limitBytes: good.length - 1 });
    expect([all.code, textOf(all.events)]).toEqual(['upstream_too_large', 'one']);
    expect((await run(good, { limitBytes: good.length })).code).toBeUndefined();
    expect((await run(good, { eventBytes: 20 })).code).toBe('upstream_too_large');
  });

  it('are those of another content type', async () => {
    expect(await run(good, { contentType: 'text/event-stream' })).toMatchObject({ code: 'content_type_unsupported' });
    expect((await run(good, { contentType: 'application/vnd.amazon.eventstream' })).code).toBeUndefined();
  });
});
