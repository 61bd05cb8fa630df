import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chatEvent,
  chatStream,
  dataOf,
  masked,
  namedStream,
  RESPONSE_EVENTS,
  run,
  ToyJudge,
} from './events.test-support.ts';

const PLACE = { item_id: 'msg_a', output_index: 0, content_index: 0 };

interface ResponseEvent {
  readonly type: string;
  readonly [key: string]: unknown;
}

interface StreamedEvent extends ResponseEvent {
  readonly delta?: string;
  readonly text?: string;
  readonly arguments?: string;
  readonly item?: unknown;
  readonly response?: unknown;
  readonly logprobs?: unknown;
}

/** What a model writes and calls, as responses stream it: deltas, then each text whole, three times. */
function responseStream({
  pieces,
  calls,
}: {
  readonly pieces: readonly string[];
  readonly calls: readonly string[];
}): string {
  const text = pieces.join('');
  const args = calls.join('');
  const message = {
    id: 'msg_a',
    type: 'message',
    role: 'assistant',
    content: [{ type: 'output_text', text, annotations: [] }],
  };
  const call = { id: 'fc_a', type: 'function_call', name: 'find_patient', call_id: 'call_a', arguments: args };
  const place = { item_id: 'fc_a', output_index: 1 };
  const events: ResponseEvent[] = [
    { type: 'response.created', response: { id: 'resp_a', output: [] } },
    { type: 'response.output_item.added', output_index: 0, item: { ...message, content: [] } },
    ...pieces.map((delta) => ({ type: 'response.output_text.delta', ...PLACE, delta, logprobs: [{ token: delta }] })),
    { type: 'response.output_text.done', ...PLACE, text, logprobs: [{ token: text }] },
    { type: 'response.output_item.done', output_index: 0, item: message },
    { type: 'response.output_item.added', output_index: 1, item: { ...call, arguments: '' } },
    ...calls.map((delta) => ({ type: 'response.function_call_arguments.delta', ...place, delta })),
    { type: 'response.function_call_arguments.done', ...place, name: 'find_patient', arguments: args },
    { type: 'response.output_item.done', output_index: 1, item: call },
    { type: 'response.completed', response: { id: 'resp_a', output: [message, call] } },
  ];
  return namedStream(events.map((event, index) => ({ sequence_number: index, ...event })));
}

/** Every text that an answer gives for its message, and for its call. */
function textsOf(given: string) {
  const events = dataOf(given) as readonly StreamedEvent[];
  const of = (type: string) => events.filter((event) => event.type === `response.${type}`);
  const sum = (type: string) =>
    of(type)
      .map(({ delta }) => delta)
      .join('');
  const items = of('output_item.done').map(({ item }) => item as { content?: { text: string }[]; arguments?: string });
  const last = of('completed').map(({ response }) => response as { output: typeof items });
  const [message, call] = last[0]?.output ?? [];
  return {
    message: [
      sum('output_text.delta'),
      of('output_text.done')[0]?.text,
      items[0]?.content?.[0]?.text,
      message?.content?.[0]?.text,
    ],
    call: [
      sum('function_call_arguments.delta'),
      of('function_call_arguments.done')[0]?.arguments,
      items[1]?.arguments,
      call?.arguments,
    ],
    logprobs: [...of('output_text.delta'), ...of('output_text.done')].map((event) => event.logprobs),
  };
}

const piece = fc.constantFrom(
  'Alma',
  ' Fern',
  'hollow',
  ' is well. ',
  '47',
  '11',
  ' seen',
  '\n',
  'Bo Quill',
  'x'.repeat(70),
  '💠',
);
const call = fc
  .record({
    name: fc.constantFrom('Alma Fernhollow', 'no one', 'Zoë\n"Ünderwood"', 'Bo Quill 💠'),
    mrn: fc.constantFrom(12, 123_456),
    note: fc.array(piece).map((all) => all.join('')),
  })
  .map((value) => JSON.stringify(value));

describe('rewriteEvents, of texts that are given again', () => {
  it('gives each as its deltas became', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { minLength: 1 }),
        call,
        fc.integer({ min: 1, max: 9 }),
        async (pieces, args, step) => {
          const points = [...args];
          const calls = points.flatMap((_, index) =>
            index % step === 0 ? [points.slice(index, index + step).join('')] : [],
          );
          const { text, code } = await run(responseStream({ pieces, calls }), { shapes: RESPONSE_EVENTS });
          expect(code).toBeUndefined();
          const { message, call } = textsOf(text);
          expect(new Set(message)).toEqual(new Set([masked(pieces.join(''))]));
          expect(new Set(call).size).toBe(1);
          const given = JSON.parse(call[0] ?? '') as { name: string; mrn: unknown; note: string };
          const meant = JSON.parse(args) as { name: string; mrn: number; note: string };
          const mrn = meant.mrn < 1000 ? meant.mrn : '[ID]';
          expect(given).toEqual({ name: masked(meant.name), mrn, note: masked(meant.note) });
        },
      ),
      { numRuns: 200 },
    );
  });

  it('empties the logprobs of the events that changed, and leaves the others', async () => {
    const { text } = await run(responseStream({ pieces: ['I saw ', 'Alma Fern', 'hollow', ' there'], calls: ['{}'] }), {
      shapes: RESPONSE_EVENTS,
    });
    expect(textsOf(text).logprobs).toEqual([[{ token: 'I saw ' }], null, null, [{ token: ' there' }], null]);
  });

  it('judges what is like no text that came in pieces anew, and the arguments of a call as the tool’s', async () => {
    const toy = new ToyJudge();
    await run(responseStream({ pieces: ['Alma'], calls: ['{"who":"Bo ', 'Quill"}'] }), {
      shapes: RESPONSE_EVENTS,
      judge: toy.judge,
    });
    expect(toy.windows.filter(({ text }) => text === 'Alma')).toHaveLength(1);
    expect(toy.windows).toContainEqual({
      text: 'Bo Quill',
      field: 'who',
      role: 'text',
      tool: 'find_patient',
      from: 0,
      last: true,
    });
    expect(toy.windows).toContainEqual({
      text: 'who',
      field: 'delta',
      role: 'text',
      key: true,
      tool: 'find_patient',
      from: 0,
      last: true,
    });
  });

  it('does not take the beginning of a text for the whole', async () => {
    const { text } = await run(
      chatStream([
        chatEvent({ content: 'Alma Fern' }),
        { id: 'chatcmpl-a', choices: [], note: 'Alma Fern' },
        chatEvent({ content: 'hollow' }),
        chatEvent({}, { finish_reason: 'stop' }),
      ]),
    );
    expect(dataOf(text)).toMatchObject([
      { choices: [{ delta: { content: '["NAME"]' } }] },
      { note: 'Alma Fern' },
      { choices: [{ delta: { content: '' } }] },
      {},
    ]);
  });
});
