import { fromUtf8, isSallyportError, utf8 } from '@sallyport/core';
import type { EventShapes } from '../operations/event-shapes.ts';
import { FREE, ID, LOGPROBS, listOf, MODEL, NUMBER, object, oneOf, type Shape, TEXT, TOOL_NAME } from '../shape.ts';
import { stoppable } from '../stoppable.ts';
import { json } from '../string-rule.ts';
import type { EventStreamOptions, TextEdit, TextWindow } from './event-stream.ts';
import { rewriteEvents } from './rewrite-events.ts';

const PIECE: Shape = { piece: 'text' };
const JSON_PIECE: Shape = { piece: 'json', tool: 'arguments' };
const PART: Shape = { number: 'known', part: true };

const CALL = object({ name: { ...TOOL_NAME, tool: 'name' }, arguments: JSON_PIECE });

/** The events of `POST /chat/completions`, as far as tests need them. */
export const CHAT_EVENTS: EventShapes = {
  others: object({
    id: ID,
    object: oneOf('chat.completion.chunk'),
    created: NUMBER,
    model: MODEL,
    choices: listOf({
      group: true,
      fields: {
        index: PART,
        delta: object({
          role: oneOf('assistant'),
          content: PIECE,
          refusal: PIECE,
          function_call: CALL,
          tool_calls: listOf(object({ index: PART, id: ID, type: oneOf('function'), function: CALL })),
        }),
        finish_reason: { ...oneOf('stop', 'length', 'tool_calls'), ends: true },
        logprobs: LOGPROBS,
      },
    }),
  }),
};

/** The events of `POST /completions`. */
export const COMPLETION_EVENTS: EventShapes = {
  others: object({
    id: ID,
    choices: listOf({
      group: true,
      fields: { index: PART, text: PIECE, finish_reason: { ...oneOf('stop'), ends: true }, logprobs: LOGPROBS },
    }),
  }),
};

const ITEM = object({
  id: ID,
  type: oneOf('message', 'function_call'),
  role: oneOf('assistant'),
  name: { ...TOOL_NAME, tool: 'name' },
  call_id: ID,
  arguments: { string: json },
  content: listOf(object({ type: oneOf('output_text'), text: TEXT, logprobs: LOGPROBS, annotations: FREE })),
});

const PLACE = { sequence_number: NUMBER, item_id: ID, output_index: PART, content_index: PART };

/** The events of `POST /responses`. */
export const RESPONSE_EVENTS: EventShapes = {
  named: Object.fromEntries(
    Object.entries({
      'response.created': { response: object({ id: ID, model: MODEL, output: listOf(ITEM) }) },
      'response.completed': {
        response: { ...object({ id: ID, model: MODEL, output: listOf(ITEM) }), ends: true as const },
      },
      'response.output_item.added': { output_index: PART, item: ITEM },
      'response.output_item.done': { output_index: PART, item: { ...ITEM, ends: true as const } },
      'response.output_text.delta': { ...PLACE, delta: PIECE, logprobs: LOGPROBS },
      'response.output_text.done': { ...PLACE, text: { ...TEXT, ends: true as const }, logprobs: LOGPROBS },
      'response.function_call_arguments.delta': { ...PLACE, delta: JSON_PIECE },
      'response.function_call_arguments.done': {
        ...PLACE,
        name: TOOL_NAME,
        arguments: { string: json, ends: true as const },
      },
    } satisfies Record<string, Record<string, Shape>>).map(([name, fields]) => [
      name,
      { group: true as const, fields: { type: oneOf(name), sequence_number: NUMBER, ...fields } },
    ]),
  ),
  others: object({ type: ID }),
};

const NAMES = ['Alma Fernhollow', 'Bo Quill', 'Ida Maple-Stone', 'Zoë Ünderwood'];
const FOUND = new RegExp(`${NAMES.join('|')}|\\d{3,64}`, 'g');

/** Finds names of a list and runs of digits, and shows that it never saw the half of one: what begins in the context is clipped. */
export function toyEdits({ text, from }: TextWindow): readonly TextEdit[] {
  return [...text.matchAll(FOUND)].flatMap((match): TextEdit[] => {
    const end = match.index + match[0].length;
    const start = Math.max(match.index, from);
    return end <= from ? [] : [{ start, end, text: /\d/.test(match[0]) ? '[ID]' : '["NAME"]' }];
  });
}

/** What a text without JSON becomes when all of it is known. */
export function masked(text: string): string {
  return text.replace(FOUND, (match) => (/\d/.test(match) ? '[ID]' : '["NAME"]'));
}

/** Judges by `toyEdits` and counts. */
export class ToyJudge {
  readonly windows: TextWindow[] = [];
  calls = 0;
  readonly judge = async (windows: readonly TextWindow[]): Promise<readonly (readonly TextEdit[])[]> => {
    this.calls += 1;
    this.windows.push(...windows);
    return windows.map((window) => (window.role === 'structure' ? [] : toyEdits(window)));
  };

  /** How many UTF-16 code units were judged. */
  get units(): number {
    return this.windows.reduce((sum, { text }) => sum + text.length, 0);
  }
}

/** A stream's bytes as chunks that end at these offsets, each modulo the length. */
export function* chunksOf(bytes: Uint8Array, cuts: readonly number[]): Generator<Uint8Array, void> {
  const ends = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  let start = 0;
  for (const end of [...ends, bytes.length]) {
    yield bytes.subarray(start, end);
    start = end;
  }
}

/** Each byte a chunk. */
export function* singleBytes(bytes: Uint8Array): Generator<Uint8Array, void> {
  for (let at = 0; at < bytes.length; at++) yield bytes.subarray(at, at + 1);
}

/** The events of data, as chat gives them. */
export function chatStream(events: readonly unknown[]): string {
  return `${events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')}data: [DONE]\n\n`;
}

/** An event of a chat's answer. */
export function chatEvent(delta: object, more: object = {}): object {
  return { id: 'chatcmpl-a', choices: [{ index: 0, delta, finish_reason: null, ...more }] };
}

/** Events with names, as responses give them. */
export function namedStream(events: readonly { readonly type: string }[]): string {
  return events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('');
}

async function* asBody(chunks: Iterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  yield* chunks;
}

/** How to run a stream. */
export interface Run extends Partial<EventStreamOptions> {
  readonly shapes?: EventShapes;
  readonly chunks?: Iterable<Uint8Array>;
}

/** The stream of a run, not begun. */
export function open(body: AsyncIterable<Uint8Array>, { shapes = CHAT_EVENTS, chunks: _chunks, ...options }: Run = {}) {
  const whole = { limitBytes: 10_000_000, judge: new ToyJudge().judge, ...options };
  return stoppable((signal) => rewriteEvents(shapes, body, { ...whole, signal }), options.signal);
}

/** What comes of a stream, and the code of what ends it. */
interface Result {
  readonly text: string;
  readonly code: string | undefined;
}

/** Runs a stream to its end. */
export async function run(stream: string | Uint8Array, options: Run = {}): Promise<Result> {
  const bytes = typeof stream === 'string' ? utf8(stream) : stream;
  const given: Uint8Array[] = [];
  let code: string | undefined;
  try {
    for await (const part of open(asBody(options.chunks ?? [bytes]), options)) given.push(part);
  } catch (error) {
    code = isSallyportError(error) ? error.code : String(error);
  }
  return { text: fromUtf8(Uint8Array.from(given.flatMap((part) => [...part]))), code };
}

/** The JSON of each event, by a reader that knows `data` lines alone. */
export function dataOf(text: string): readonly unknown[] {
  return text.split('\n').flatMap((line) => {
    const data = line.startsWith('data: ') ? line.slice(6) : undefined;
    return data === undefined || data === '[DONE]' ? [] : [JSON.parse(data) as unknown];
  });
}

/** The text of a choice's deltas, put together. */
export function contentOf(text: string, index = 0): string {
  const events = dataOf(text) as readonly { choices: readonly { index: number; delta: { content?: string } }[] }[];
  return events
    .flatMap(({ choices }) =>
      choices.filter((choice) => choice.index === index).map(({ delta }) => delta.content ?? ''),
    )
    .join('');
}
