import { utf8 } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import {
  COMPLETION_EVENTS,
  chatEvent,
  chatStream,
  contentOf,
  dataOf,
  open,
  run,
  ToyJudge,
} from './events.test-support.ts';

const END = chatEvent({}, { finish_reason: 'stop' });

function call(index: number, args: string, name?: string) {
  return {
    tool_calls: [
      {
        index,
        ...(name === undefined ? {} : { id: `call_${index}`, type: 'function' }),
        function: { ...(name === undefined ? {} : { name }), arguments: args },
      },
    ],
  };
}

/** The arguments of a call, put together. */
function argumentsOf(text: string, index: number): string {
  const events = dataOf(text) as readonly {
    choices: readonly { delta: { tool_calls?: readonly { index: number; function: { arguments: string } }[] } }[];
  }[];
  return events
    .flatMap(({ choices }) => choices.flatMap(({ delta }) => delta.tool_calls ?? []))
    .filter((one) => one.index === index)
    .map((one) => one.function.arguments)
    .join('');
}

/** How many events had come out after each that went in. */
async function pace(events: readonly unknown[]): Promise<readonly number[]> {
  const counts: number[] = [];
  let given = 0;
  async function* body() {
    for (const event of events) {
      yield utf8(`data: ${JSON.stringify(event)}\n\n`);
      counts.push(given);
    }
  }
  for await (const part of open(body())) given += part.length > 0 ? 1 : 0;
  return [...counts, given];
}

describe('rewriteEvents, of several texts', () => {
  it('keeps choices apart, whatever the order of keys', async () => {
    const stream = chatStream([
      {
        choices: [
          { index: 0, delta: { content: 'Alma Fern' } },
          { delta: { content: 'Bo ' }, index: 1 },
        ],
      },
      { choices: [{ delta: { content: 'Quill' }, index: 1, finish_reason: 'stop' }] },
      { choices: [{ delta: { content: 'hollow' }, finish_reason: 'stop', index: 0 }] },
    ]);
    const { text } = await run(stream);
    expect([contentOf(text, 0), contentOf(text, 1)]).toEqual(['["NAME"]', '["NAME"]']);
  });

  it('keeps calls apart, with the names of their tools', async () => {
    const toy = new ToyJudge();
    const { text, code } = await run(
      chatStream([
        chatEvent(call(0, '', 'find')),
        chatEvent(call(1, '', 'tell')),
        chatEvent(call(0, '{"who":"Alma Fern')),
        chatEvent(call(1, '{"mrn": 123')),
        chatEvent(call(0, 'hollow"}')),
        chatEvent(call(1, '4}')),
        END,
      ]),
      { judge: toy.judge },
    );
    expect(code).toBeUndefined();
    expect([argumentsOf(text, 0), argumentsOf(text, 1)]).toEqual(['{"who":"[\\"NAME\\"]"}', '{"mrn": "[ID]"}']);
    expect(toy.windows).toContainEqual({ text: '1234', field: 'mrn', role: 'text', tool: 'tell', from: 0, last: true });
    expect(toy.windows).toContainEqual({
      text: 'Alma Fernhollow',
      field: 'who',
      role: 'text',
      tool: 'find',
      from: 0,
      last: true,
    });
  });

  it('does not let the end of a text hold back the calls behind it', async () => {
    const counts = await pace([
      chatEvent({ content: 'Let me see' }),
      chatEvent(call(0, '{"a":', 'find')),
      chatEvent(call(0, '"x"')),
      chatEvent(call(0, '}')),
      END,
    ]);
    expect(counts).toEqual([0, 2, 3, 4, 5, 5]);
  });

  it('masks what comes by turns with another text', async () => {
    const { text } = await run(
      chatStream([
        chatEvent({ content: 'So ' }),
        ...[...'Alma Fernhollow'].flatMap((letter) => [chatEvent({ refusal: 'no' }), chatEvent({ content: letter })]),
        END,
      ]),
    );
    expect(contentOf(text)).toBe('So ["NAME"]');
  });

  it('takes texts of one event to be side by side', async () => {
    const { text } = await run(
      chatStream([...'Bo Quill'].map((letter) => chatEvent({ content: letter, refusal: letter })).concat(END)),
    );
    expect(contentOf(text)).toBe('["NAME"]');
    expect(text).not.toContain('ill');
  });

  it('holds no more than the look-ahead and a step', async () => {
    const events = Array.from({ length: 400 }, () => chatEvent({ content: 'word' }));
    const counts = await pace(events);
    for (const [index, given] of counts.slice(0, -1).entries())
      expect(index + 1 - given).toBeLessThanOrEqual((96 + 16) / 4);
  });

  it('gives a sentence when it ends, and a text when it does', async () => {
    expect(
      await pace([chatEvent({ content: 'Good. ' }), chatEvent({ content: 'A' }), chatEvent({ content: ' day.' }), END]),
    ).toEqual([1, 1, 1, 4, 4]);
  });

  it('ends only the texts that are meant', async () => {
    const events = [
      { choices: [{ index: 0, delta: { content: 'one' } }] },
      { choices: [{ index: 1, delta: { content: 'two' }, finish_reason: 'stop' }] },
      { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
    ];
    expect(await pace(events)).toEqual([0, 0, 3, 3]);
  });

  it('reads completions, which have no deltas', async () => {
    const { text } = await run(
      chatStream([
        { choices: [{ index: 0, text: 'Bo Qu', logprobs: { tokens: ['Bo Qu'] } }] },
        { choices: [{ index: 0, text: 'ill', logprobs: { tokens: ['ill'] }, finish_reason: 'stop' }] },
      ]),
      { shapes: COMPLETION_EVENTS },
    );
    expect(dataOf(text)).toEqual([
      { choices: [{ index: 0, text: '["NAME"]', logprobs: null }] },
      { choices: [{ index: 0, text: '', logprobs: null, finish_reason: 'stop' }] },
    ]);
  });

  it('gives no tokens of texts that come later, and those of the event’s own text', async () => {
    const tokens = (...all: readonly string[]) => ({
      logprobs: { content: all.map((token) => ({ token, top_logprobs: [] })), refusal: null },
    });
    const events = [
      chatEvent({ content: 'So ' }, tokens('So', ' ')),
      chatEvent({ content: 'it is ' }, tokens('it', ' is ', 'Alma')),
      chatEvent({ content: '' }, tokens(' Fern')),
      chatEvent({ content: 'Alma Fernhollow' }, tokens('hollow')),
      chatEvent({}, { ...tokens(), finish_reason: 'stop' }),
    ];
    const { text } = await run(chatStream(events));
    const given = dataOf(text) as readonly { choices: readonly { logprobs: unknown }[] }[];
    expect(given.map(({ choices }) => choices[0]?.logprobs)).toEqual([
      tokens('So', ' ').logprobs,
      null,
      null,
      null,
      tokens().logprobs,
    ]);
  });

  it('takes events of unknown names for the same', async () => {
    const { text } = await run(
      `event: chunk\ndata: ${JSON.stringify(chatEvent({ content: 'Bo ' }))}\n\n${chatStream([chatEvent({ content: 'Quill' }), END])}`,
    );
    expect(contentOf(text)).toBe('["NAME"]');
  });

  it('judges several windows of one event at once, and what is repeated in every event once', async () => {
    const toy = new ToyJudge();
    const events = Array.from({ length: 50 }, () => ({
      choices: [0, 1, 2].map((index) => ({ index, delta: { content: 'Good day.\n' } })),
      id: 'chatcmpl-a',
      model: 'house-model',
    }));
    await run(chatStream(events), { judge: toy.judge });
    expect(toy.calls).toBe(50);
    expect(toy.windows).toHaveLength(152);
  });

  it('refuses more texts than an answer can have', async () => {
    const event = { choices: Array.from({ length: 5000 }, (_, index) => ({ index, delta: { content: 'a' } })) };
    expect((await run(chatStream([event]))).code).toBe('upstream_too_large');
  });
});
