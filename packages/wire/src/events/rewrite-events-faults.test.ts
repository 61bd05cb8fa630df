import { SallyportError, utf8 } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import type { TextEdit, TextWindow } from './event-stream.ts';
import {
  chatEvent,
  chatStream,
  contentOf,
  dataOf,
  namedStream,
  open,
  RESPONSE_EVENTS,
  run,
  ToyJudge,
  toyEdits,
} from './events.test-support.ts';

const HELD = `data: ${JSON.stringify(chatEvent({ content: 'Alma Fernhollow' }))}\n\n`;

/** A body that ends in some other way, and tells whether it was let go of. */
function body(text: string, after: 'hang' | 'fail') {
  const seen = { released: false };
  let given = false;
  const iterator: AsyncIterator<Uint8Array> = {
    next: async () => {
      if (!given) {
        given = true;
        return { value: utf8(text), done: false };
      }
      if (after === 'fail') throw new SallyportError('upstream_failed');
      return new Promise<never>(() => undefined);
    },
    return: async () => {
      seen.released = true;
      return { value: undefined, done: true };
    },
  };
  return { seen, iterable: { [Symbol.asyncIterator]: () => iterator } };
}

async function gather(stream: AsyncIterable<Uint8Array>) {
  let text = '';
  let code: string | undefined;
  try {
    for await (const part of stream) text += Buffer.from(part).toString();
  } catch (error) {
    code = (error as SallyportError).code;
  }
  return { text, code };
}

describe('rewriteEvents, when something is wrong', () => {
  it.each([
    ['no JSON', 'data: {\n\n'],
    ['text', 'data: hello\n\n'],
    ['a key twice', 'data: {"a":1,"a":2}\n\n'],
    ['a lone surrogate', 'data: {"a":"\\ud800"}\n\n'],
    ['too deep', `data: ${'['.repeat(70)}${']'.repeat(70)}\n\n`],
    ['no UTF-8', Uint8Array.of(0x64, 0x61, 0x74, 0x61, 0x3a, 0xff, 0x0a, 0x0a)],
  ])('refuses an event that is %s, when those before it were given', async (_name, event) => {
    const bytes = Buffer.concat([utf8(HELD), typeof event === 'string' ? utf8(event) : event]);
    const { text, code } = await run(bytes);
    expect(code).toBe('upstream_invalid');
    expect(contentOf(text)).toBe('["NAME"]');
  });

  it('refuses what its shape refuses', async () => {
    const shapes = { others: { only: ['object' as const] } };
    expect(await run('data: []\n\n', { shapes })).toEqual({ text: '', code: 'upstream_invalid' });
  });

  it('refuses an event whose two names differ', async () => {
    const event = `event: response.created\ndata: ${JSON.stringify({ type: 'response.output_text.delta', delta: 'Al' })}\n\n`;
    expect((await run(event, { shapes: RESPONSE_EVENTS })).code).toBe('upstream_invalid');
    const plain = `event: message\ndata: ${JSON.stringify({ type: 'response.output_text.delta', delta: 'Bo Quill' })}\n\n`;
    expect((await run(plain, { shapes: RESPONSE_EVENTS })).text).toContain('NAME');
  });

  it('reads errors by their own shape', async () => {
    const toy = new ToyJudge();
    const error = {
      message: 'No patient Alma Fernhollow',
      type: 'invalid_request_error',
      code: 'not_found',
      param: null,
    };
    const { text, code } = await run(
      `${HELD}data: ${JSON.stringify({ error })}\n\nevent: error\ndata: ${JSON.stringify(error)}\n\n`,
      { judge: toy.judge },
    );
    expect(code).toBeUndefined();
    expect(dataOf(text).slice(1)).toEqual([
      { error: { ...error, message: 'No patient ["NAME"]' } },
      { ...error, message: 'No patient ["NAME"]' },
    ]);
    expect(toy.windows.filter(({ role }) => role === 'structure').map(({ text }) => text)).toEqual([
      'chatcmpl-a',
      'invalid_request_error',
      'not_found',
      'error',
    ]);
  });

  it('gives what was read completely before it passes on what the body throws', async () => {
    const { iterable } = body(`${HELD}data: {"half`, 'fail');
    const { text, code } = await gather(open(iterable));
    expect(code).toBe('upstream_failed');
    expect(dataOf(text)).toHaveLength(1);
    expect(contentOf(text)).toBe('["NAME"]');
  });

  it('takes no more than the limits', async () => {
    const stream = HELD.repeat(3);
    expect((await run(stream, { limitBytes: stream.length })).code).toBeUndefined();
    const cut = await run(stream, { limitBytes: stream.length - 1 });
    expect([cut.code, dataOf(cut.text).length]).toEqual(['upstream_too_large', 2]);
    expect((await run(HELD, { eventBytes: HELD.length })).code).toBeUndefined();
    expect(await run(HELD, { eventBytes: HELD.length - 1 })).toEqual({ text: '', code: 'upstream_too_large' });
    expect((await run(HELD.slice(0, -2), { eventBytes: 20 })).code).toBe('upstream_too_large');
  });

  it('judges the content type', async () => {
    for (const contentType of ['text/event-stream', 'text/event-stream; charset=utf-8'])
      expect((await run(HELD, { contentType })).code).toBeUndefined();
    for (const contentType of [null, 'application/json', 'text/event-stream; charset=latin1'])
      expect(await run(HELD, { contentType })).toEqual({ text: '', code: 'content_type_unsupported' });
  });

  it('stops when it is cancelled, gives nothing more and lets go of the body', async () => {
    const stop = new AbortController();
    const { iterable, seen } = body(HELD, 'hang');
    const work = gather(open(iterable, { signal: stop.signal }));
    setImmediate(() => stop.abort());
    expect(await work).toEqual({ text: '', code: 'cancelled' });
    expect(seen.released).toBe(true);
  });

  it('stops while a judge does not answer', async () => {
    const stop = new AbortController();
    const { iterable, seen } = body(HELD, 'hang');
    const work = gather(open(iterable, { signal: stop.signal, judge: () => new Promise(() => undefined) }));
    setImmediate(() => stop.abort());
    expect(await work).toEqual({ text: '', code: 'cancelled' });
    expect(seen.released).toBe(true);
  });

  it('lets go of the body when no more is wanted', async () => {
    const { iterable, seen } = body('data: {}\n\ndata: {}\n\n', 'hang');
    for await (const part of open(iterable)) {
      expect(Buffer.from(part).toString()).toBe('data: {}\n\n');
      break;
    }
    expect(seen.released).toBe(true);
  });

  it('lets go of the body while it waits for it', async () => {
    const { iterable, seen } = body('', 'hang');
    const iterator = open(iterable)[Symbol.asyncIterator]();
    const next = iterator.next().catch((error: SallyportError) => error.code);
    setImmediate(() => void iterator.return?.());
    expect(await next).toBe('cancelled');
    expect(seen.released).toBe(true);
  });

  it('gives nothing more when a judgement fails', async () => {
    const judge = async (windows: readonly TextWindow[]) => {
      if (windows.some(({ text }) => text === 'bad')) throw new SallyportError('phi_in_structure');
      return windows.map(toyEdits);
    };
    const stream = `data: ${JSON.stringify({ id: 'good' })}\n\n${HELD}data: ${JSON.stringify({ id: 'bad' })}\n\n`;
    const { text, code } = await run(stream, { judge });
    expect(code).toBe('phi_in_structure');
    expect(dataOf(text)).toEqual([{ id: 'good' }]);
  });

  it.each<[string, string, readonly (readonly TextEdit[])[]]>([
    ['a structure', 'phi_in_structure', [[{ start: 0, end: 1, text: '' }]]],
    ['too many windows', 'internal', [[], []]],
    ['a place beyond the window', 'internal', [[{ start: 0, end: 99, text: '' }]]],
    ['nothing', 'internal', [[{ start: 1, end: 1, text: 'x' }]]],
    [
      'one place twice',
      'internal',
      [
        [
          { start: 0, end: 2, text: '' },
          { start: 1, end: 3, text: '' },
        ],
      ],
    ],
  ])('takes no edits of %s', async (_name, code, answer) => {
    expect(await run(`data: ${JSON.stringify({ id: 'some-id' })}\n\n`, { judge: async () => answer })).toEqual({
      text: '',
      code,
    });
  });

  it('judges comments, unknown fields, ids and unknown names of events', async () => {
    const toy = new ToyJudge();
    const { text } = await run(
      `: for Bo Quill\n\nnote: Bo Quill\nid: id-7\nevent: odd\nretry: 123456789\ndata: {}\n\n`,
      { judge: toy.judge },
    );
    expect(text).toBe(`: for ["NAME"]\n\nnote: ["NAME"]\nid: id-7\nevent: odd\nretry: [ID]\ndata: {}\n\n`);
    expect(toy.windows.map(({ text, role }) => [text, role])).toEqual([
      [' for Bo Quill', 'text'],
      ['note: Bo Quill', 'text'],
      ['id-7', 'structure'],
      ['odd', 'structure'],
      ['retry: 123456789', 'text'],
    ]);
    expect(
      (await run(namedStream([{ type: 'response.created' }]), { shapes: RESPONSE_EVENTS, judge: toy.judge })).text,
    ).toContain('event: response.created');
    expect(toy.windows).toHaveLength(5);
  });

  it('tells of the edits that are made, once each', async () => {
    const released: TextEdit[] = [];
    const given: TextEdit[] = [];
    const judge = async (windows: readonly TextWindow[]) =>
      windows.map((window) => {
        const edits = toyEdits(window);
        given.push(...edits);
        return edits;
      });
    const words =
      'So then Alma Fernhollow and Bo Quill went to see the 4711 others of the long list of the house that has no end ';
    const events = [...words.repeat(5)].map((content) => chatEvent({ content }));
    const { text } = await run(chatStream(events), { judge, released: (edits) => released.push(...edits) });
    expect(contentOf(text).match(/\[/g)).toHaveLength(15);
    expect(released).toHaveLength(15);
    expect(new Set(released).size).toBe(15);
    expect(given.length).toBeGreaterThan(15);
    expect(released.every((edit) => given.includes(edit))).toBe(true);
  });
});
