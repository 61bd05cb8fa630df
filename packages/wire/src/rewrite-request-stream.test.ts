import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Operation, SallyportError, utf8 } from '@sallyport/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryBody, mutatedBody } from './fixtures/arbitrary-bodies.test-support.ts';
import { bytesOf, CHAT, codeOf, EMBEDDINGS, MODELS, operationAt, textOf } from './fixtures/bodies.ts';
import { OPERATION_TABLE } from './operations/table.ts';
import type { StreamOptions } from './request-stream.ts';
import {
  type Choice,
  chunksOf,
  collect,
  type Reading,
  readStreamed,
  readWhole,
  rejection,
  watched,
} from './rewrite-request-stream.test-support.ts';
import { rewriteRequestStream } from './rewrite-request-stream.ts';
import type { Shape } from './shape.ts';
import type { TextLeaf } from './text-document.ts';

/** Small pieces, so that every token of a small body is cut somewhere. */
const pieceBytes = fc.oneof(fc.integer({ min: 4, max: 12 }), fc.integer({ min: 4, max: 200 }), fc.constant(65_536));
const cuts = fc.array(fc.nat(), { maxLength: 12 });

const text = fc.oneof(
  fc.constantFrom('', '[NAME]', '4481234', '"é\u2028\\\n\u0000💠', 'x\ud800', '{"a":1}'),
  fc.string({ maxLength: 20 }),
);

/** Per leaf: leave it, give it again as it is, or write another text; now and then over what cannot be replaced. */
const choice: fc.Arbitrary<Choice> = fc
  .record({
    texts: fc.array(
      fc.oneof(
        fc.constantFrom('leave', 'again'),
        text.map((other) => ({ other })),
      ),
      {
        minLength: 1,
        maxLength: 8,
      },
    ),
    reckless: fc.integer({ min: 0, max: 9 }).map((die) => die === 0),
  })
  .map(({ texts, reckless }) => (leaf, index) => {
    const chosen = texts[index % texts.length] ?? 'leave';
    if (chosen === 'again') return leaf.text;
    if (typeof chosen === 'string' || (leaf.role === 'structure' && !reckless)) return undefined;
    return chosen.other;
  });

const maxDepth = fc.constantFrom(64, 64, 64, 7, 4);

async function expectEqual(reading: Reading): Promise<void> {
  expect(await readStreamed(reading)).toEqual(await readWhole(reading));
}

describe('a body read as it comes', () => {
  it('has the leaves and becomes the bytes of one read whole', async () => {
    const law = fc.asyncProperty(
      arbitraryBody,
      fc.record({ pieceBytes, cuts, choose: choice, maxDepth }),
      async ({ operation, body }, options) => expectEqual({ operation, body: utf8(body), ...options }),
    );
    await fc.assert(law, { numRuns: 1500 });
  });

  it('is refused as one read whole', async () => {
    const law = fc.asyncProperty(
      mutatedBody,
      fc.record({ pieceBytes, cuts, choose: choice, maxDepth }),
      async ({ operation, body }, options) => expectEqual({ operation, body: utf8(body.toWellFormed()), ...options }),
    );
    await fc.assert(law, { numRuns: 1500 });
  });

  it('is judged as UTF-8 as one read whole, whatever else is wrong with it', async () => {
    const byte = fc.record({
      at: fc.nat(),
      put: fc.oneof(fc.constantFrom(0x80, 0xc3, 0xe2, 0xed, 0xf0, 0xff), fc.nat(255)),
    });
    const law = fc.asyncProperty(
      fc.oneof(arbitraryBody, mutatedBody),
      fc.array(byte, { minLength: 1, maxLength: 2 }),
      fc.record({ pieceBytes, cuts, choose: choice }),
      async ({ operation, body }, changes, options) => {
        const bytes = utf8(body.toWellFormed());
        for (const { at, put } of changes) if (bytes.length > 0) bytes[at % bytes.length] = put;
        await expectEqual({ operation, body: bytes, ...options });
      },
    );
    await fc.assert(law, { numRuns: 1500 });
  });

  it('is judged cut off anywhere as one read whole', async () => {
    const law = fc.asyncProperty(
      arbitraryBody,
      fc.nat(),
      fc.record({ pieceBytes, cuts, choose: choice }),
      async ({ operation, body }, end, options) => {
        const bytes = utf8(body);
        await expectEqual({ operation, body: bytes.slice(0, end % bytes.length), ...options });
      },
    );
    await fc.assert(law, { numRuns: 700 });
  });
});

const leave: StreamOptions['replace'] = async (leaves) => leaves.map(() => undefined);

/** Reads a body to its end, without changes unless told otherwise. */
function read(operation: Operation, body: unknown, options: Partial<StreamOptions> = {}) {
  const stream = rewriteRequestStream(operation, chunksOf(bytesOf(body)), { replace: leave, ...options });
  return { stream, rewritten: collect(stream).then(textOf) };
}

describe('rewriteRequestStream', () => {
  it('tells the model and the inputs at the end', async () => {
    const body = { input: ['a', 'b'], model: 'acme/tiny:7b' };
    const { stream, rewritten } = read(EMBEDDINGS, body, { pieceBytes: 4 });
    expect(codeOf(() => stream.summary())).toBe('internal');
    expect(await rewritten).toBe(JSON.stringify(body));
    expect(stream.summary()).toEqual({ model: 'acme/tiny:7b', inputs: 2 });
    const other = read(EMBEDDINGS, { input: 'a' });
    await other.rewritten;
    expect(other.stream.summary()).toEqual({ inputs: 1 });
  });

  it('replaces each of many leaves by its own text', async () => {
    const input = Array.from({ length: 1000 }, (_, index) => `a${index}`);
    const replace: StreamOptions['replace'] = async (leaves) => leaves.map(({ text }) => text.replace('a', 'b'));
    for (const body of [{ input }, { input: JSON.stringify(input) }]) {
      const { rewritten } = read(EMBEDDINGS, body, { replace });
      expect(await rewritten).toBe(JSON.stringify(body).replaceAll(/a(?=\d)/g, 'b'));
    }
  });

  it('tells nothing of a body that was refused', async () => {
    const { stream, rewritten } = read(CHAT, '{"model":"gpt-4o","user":"a"');
    expect(await rejection(rewritten)).toBe('body_not_json');
    expect(codeOf(() => stream.summary())).toBe('internal');
  });

  it('is read once', async () => {
    const { stream, rewritten } = read(CHAT, {});
    await rewritten;
    expect(codeOf(() => stream[Symbol.asyncIterator]())).toBe('internal');
  });

  it('refuses an operation that is not in the table', async () => {
    expect(await rejection(read({ ...EMBEDDINGS, path: '/files' }, {}).rewritten)).toBe('operation_unknown');
  });

  it('judges the content type', async () => {
    expect(await rejection(read(CHAT, {}, { contentType: null }).rewritten)).toBe('content_type_unsupported');
    expect(await rejection(read(CHAT, {}, { contentType: 'text/plain' }).rewritten)).toBe('content_type_unsupported');
    expect(await read(CHAT, {}, { contentType: 'application/json' }).rewritten).toBe('{}');
  });

  it('takes no body where the operation has none, and reads its path', async () => {
    expect(await read(MODELS, '', { contentType: null }).rewritten).toBe('');
    expect(await rejection(read(MODELS, '{}').rewritten)).toBe('input_unreadable');
    const seen: TextLeaf[] = [];
    const replace: StreamOptions['replace'] = async (leaves) => {
      seen.push(...leaves);
      return leaves.map(() => 'other');
    };
    const models = operationAt('/deployments/fernhollow-clinic/models', 'GET');
    expect(await rejection(read(models, '', { replace }).rewritten)).toBe('phi_in_structure');
    expect(seen).toEqual([{ text: 'fernhollow-clinic', field: 'deployment', role: 'structure' }]);
  });

  it('asks no more once the body is refused', async () => {
    const seen: string[] = [];
    const replace: StreamOptions['replace'] = async (leaves) => {
      seen.push(...leaves.map(({ text }) => text));
      return leaves.map(() => undefined);
    };
    const body = `{"user":"early",${' '.repeat(20)}"stream":1,${' '.repeat(20)}"stop":["late"]}`;
    expect(await rejection(read(CHAT, body, { replace, pieceBytes: 16 }).rewritten)).toBe('stream_unsupported');
    expect(seen).toEqual(['early']);
  });

  it('tells of what is not JSON before an identifier that cannot be replaced', async () => {
    const replace: StreamOptions['replace'] = async (leaves) => leaves.map(() => '[MRN]');
    const body = `{"metadata":{"mrn-4481234":1}${' '.repeat(99)}`;
    expect(await rejection(read(CHAT, body, { replace, pieceBytes: 16 }).rewritten)).toBe('body_not_json');
    expect(await rejection(read(CHAT, `${body}}`, { replace, pieceBytes: 16 }).rewritten)).toBe('phi_in_structure');
  });

  it.each([
    [{ user: 'x'.repeat(101) }, 'body_too_large'],
    [{ user: JSON.stringify(['x'.repeat(99)]) }, 'body_too_large'],
    [{ metadata: { ['x'.repeat(101)]: 1 } }, 'body_too_large'],
    [`{"seed":${'1'.repeat(101)}}`, 'body_too_large'],
    [{ metadata: { a: 'x'.repeat(100), b: ['x'.repeat(100)] }, user: JSON.stringify(['x'.repeat(96)]) }, 'none'],
  ])('reads no text past its limit', async (body, code) => {
    for (const pieceBytes of [4, 50, 65_536]) {
      expect(await rejection(read(CHAT, body, { maxTextLength: 100, pieceBytes }).rewritten)).toBe(code);
    }
  });

  it('remembers no more keys than its limit', async () => {
    const metadata = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`key ${index}`, 1]));
    expect(await rejection(read(CHAT, { metadata }, { maxKeysLength: 3000 }).rewritten)).toBe('body_too_large');
    expect(await rejection(read(CHAT, { metadata }, { maxKeysLength: 5000 }).rewritten)).toBe('none');
    const messages = Array.from({ length: 1000 }, () => ({ role: 'user', content: 'a' }));
    expect(await rejection(read(CHAT, { messages }, { maxKeysLength: 3000 }).rewritten)).toBe('none');
  });

  it.each<[string, StreamOptions['replace'], string]>([
    ['what throws', () => Promise.reject(new SallyportError('detector_failed')), 'detector_failed'],
    ['what forgets a leaf', async () => [], 'internal'],
  ])('ends by %s, and lets go of the body', async (_name, replace, code) => {
    const { body, seen } = watched('{"user":"Alma"}'.padEnd(100));
    expect(await rejection(collect(rewriteRequestStream(CHAT, body, { replace, pieceBytes: 16 })))).toBe(code);
    expect(seen.released).toBe(true);
  });

  it('passes on what the body throws', async () => {
    async function* body(): AsyncGenerator<Uint8Array> {
      yield utf8('{"user":');
      throw new SallyportError('temporary_storage');
    }
    expect(await rejection(collect(rewriteRequestStream(CHAT, body(), { replace: leave })))).toBe('temporary_storage');
  });

  it('lets go of the body when no more is wanted', async () => {
    const { body, seen } = watched('{"user":"Alma"}'.padEnd(100));
    for await (const chunk of rewriteRequestStream(CHAT, body, { replace: leave, pieceBytes: 16 })) {
      expect(textOf(chunk)).toBe('{"user":"Alma"} ');
      break;
    }
    expect(seen.released).toBe(true);
  });

  it('is cancelled by its signal, whatever it waits for', async () => {
    for (const stuck of ['body', 'replace'] as const) {
      const { body, seen } = watched('{"user":"Alma"}'.padEnd(100), { hang: stuck === 'body' });
      const stop = new AbortController();
      const replace: StreamOptions['replace'] = async (leaves) => {
        setImmediate(() => stop.abort());
        return stuck === 'body' ? leaves.map(() => undefined) : new Promise<never>(() => undefined);
      };
      const work = collect(rewriteRequestStream(CHAT, body, { replace, signal: stop.signal, pieceBytes: 16 }));
      expect(await rejection(work)).toBe('cancelled');
      expect(seen.released).toBe(true);
    }
  });

  it('is ended from outside while it waits for the body', async () => {
    const { body, seen } = watched('{"user":"Alma"}', { hang: true });
    const iterator = rewriteRequestStream(CHAT, body, { replace: leave })[Symbol.asyncIterator]();
    const waiting = rejection(iterator.next());
    await iterator.return?.();
    expect(await waiting).toBe('cancelled');
    expect(seen.released).toBe(true);
  });
});

const PIECE = 65_536;

/** Every shape below one. */
function shapesOf(shape: Shape | undefined, known = new Set<Shape>()): Set<Shape> {
  if (shape === undefined || known.has(shape)) return known;
  known.add(shape);
  for (const inner of [...Object.values(shape.fields ?? {}), shape.items, shape.others]) shapesOf(inner, known);
  return known;
}

it('has no request whose leaves are rewritten together, for they may stand in two pieces', () => {
  const requests = OPERATION_TABLE.flatMap(({ request }) => [...shapesOf(request)]);
  expect(requests.length).toBeGreaterThan(100);
  expect(requests.filter(({ group, blank }) => group || blank)).toEqual([]);
});

/** 64 MiB of messages in chunks of about 64 KiB, each text of so many characters, escapes and wide ones among them. */
function* conversation(length: number): Generator<Uint8Array, void> {
  const line = 'Alma Fernhollow was seen: \\"stable\\". 💠 é\\n'.slice(0, length);
  const content = line.repeat(Math.ceil(length / line.length));
  const message = `,{"role":"user","content":"${content}"}`;
  const messages = utf8(message.repeat(Math.ceil(PIECE / message.length)));
  yield utf8('{"model":"gpt-4o","messages":[{"content":""}');
  for (let sent = 0; sent < 64 * 2 ** 20; sent += messages.length) yield messages;
  yield utf8(']}');
}

describe('a body of 64 MiB', () => {
  it.each([
    ['short', 300, 4 * PIECE],
    ['middling', 20_000, 4 * PIECE],
    ['long', 1_000_000, 3 * 2 ** 21],
  ])('of %s texts goes through a bounded number of bytes and leaves', async (_name, length, bound) => {
    const seen = { in: 0, out: 0, held: 0, leaves: 0, window: 0, text: 0 };
    async function* body(): AsyncGenerator<Uint8Array, void> {
      for (const messages of conversation(length)) {
        for (let at = 0; at < messages.length; at += PIECE) {
          const chunk = messages.subarray(at, at + PIECE);
          seen.in += chunk.length;
          seen.held = Math.max(seen.held, seen.in - seen.out);
          yield chunk;
        }
      }
    }
    const replace: StreamOptions['replace'] = async (leaves) => {
      seen.leaves += leaves.length;
      seen.window = Math.max(seen.window, leaves.length);
      const text = leaves.reduce((sum, leaf) => sum + leaf.text.length, 0);
      if (leaves.length > 1) seen.text = Math.max(seen.text, text);
      return leaves.map(() => undefined);
    };
    const stream = rewriteRequestStream(CHAT, body(), { replace, contentType: 'application/json' });
    for await (const chunk of stream) seen.out += chunk.length;
    expect(seen.in).toBeGreaterThan(64 * 2 ** 20);
    expect(seen.out).toBe(seen.in);
    expect(seen.leaves).toBe(stream.summary().inputs);
    expect(seen.held).toBeLessThan(bound);
    expect(seen.window).toBeLessThanOrEqual(256);
    expect(seen.text).toBeLessThanOrEqual(65_536);
  });
});

it('keeps nothing of the text around the keys it remembers', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const used = () => {
    collectGarbage();
    return process.memoryUsage().heapUsed;
  };
  let grown = 0;
  async function* body(): AsyncGenerator<Uint8Array, void> {
    yield utf8('{"model":"acme/a-name-as-long-as-this","metadata":{"a":1');
    const before = used();
    for (let key = 0; key < 500; key++) yield utf8(`,"a key of some size ${key}":"${'x'.repeat(PIECE)}"`);
    grown = used() - before;
    yield utf8('}}');
  }
  expect((await collect(rewriteRequestStream(CHAT, body(), { replace: leave }))).length).toBeGreaterThan(500 * PIECE);
  // The output, which the test collects, lies outside this heap
  expect(grown).toBeLessThan(100 * PIECE);
});
