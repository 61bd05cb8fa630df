import { describe, expect, it } from 'vitest';
import { read } from './fixtures/positions.test-support.ts';
import { OPERATION_TABLE } from './operations/table.ts';
import type { Shape } from './shape.ts';

const events = (id: string) => OPERATION_TABLE.find((entry) => entry.id === id)?.events ?? { others: {} };

const RESPONSES = events('responses.create');
const CHAT = events('chat.completions.create').others;
const COMPLETIONS = events('completions.create').others;

/** The shape of an event of responses. */
function named(name: string): Shape {
  return RESPONSES.named?.[name] ?? {};
}

/** The shape at a path of keys; `[]` is an item of a list. */
function at(shape: Shape, path: string): Shape {
  return path.split('.').reduce<Shape>((inner, key) => (key === '[]' ? inner.items : inner.fields?.[key]) ?? {}, shape);
}

/** The leaves of an event of responses, `text` before `structure`. */
function leaves(shape: Shape, data: object): readonly (readonly string[])[] {
  const found = read(shape, data);
  if (typeof found === 'string') return [[found]];
  return (['text', 'structure'] as const).map((role) =>
    found.filter((leaf) => leaf.role === role).map(({ text }) => text),
  );
}

const place = { item_id: 'msg_1', output_index: 0, sequence_number: 4481 };

describe('the events of a response', () => {
  it('are all of the client, and read alike when one is resumed', () => {
    expect(Object.keys(RESPONSES.named ?? {})).toHaveLength(59);
    expect(events('responses.retrieve')).toBe(RESPONSES);
  });

  it.each([
    ['response.output_text.delta', 'text', undefined],
    ['response.refusal.delta', 'text', undefined],
    ['response.reasoning_text.delta', 'text', undefined],
    ['response.reasoning_summary_text.delta', 'text', undefined],
    ['response.function_call_arguments.delta', 'json', 'arguments'],
    ['response.mcp_call_arguments.delta', 'json', 'arguments'],
    ['response.custom_tool_call_input.delta', 'text', 'arguments'],
    ['response.code_interpreter_call_code.delta', 'text', 'arguments'],
    ['response.shell_call_command.delta', 'text', 'arguments'],
    ['response.audio.transcript.delta', 'text', undefined],
  ])('bring pieces: %s', (name, piece, tool) => {
    const delta = at(named(name), 'delta');
    expect([delta.piece, delta.tool, delta.only]).toEqual([piece, tool, ['string', 'null']]);
  });

  it('bring the pieces of a shell, of both its outputs', () => {
    const delta = at(named('response.shell_call_output_content.delta'), 'delta');
    expect([at(delta, 'stdout').piece, at(delta, 'stderr').piece]).toEqual(['text', 'text']);
  });

  it('tell texts apart by their indices', () => {
    for (const shape of [...Object.values(RESPONSES.named ?? {}), RESPONSES.others]) {
      const parts = Object.entries(shape.fields ?? {}).filter(([, { part }]) => part);
      expect(parts.map(([key]) => key)).toEqual(['output_index', 'content_index', 'summary_index', 'command_index']);
    }
  });

  it('end texts where they are done', () => {
    const ending = Object.entries(RESPONSES.named ?? {}).filter(([, shape]) => at(shape, 'type').ends);
    expect(ending.map(([name]) => name).filter((name) => !name.endsWith('.done'))).toEqual([
      'response.completed',
      'response.failed',
      'response.incomplete',
    ]);
    const done = Object.keys(RESPONSES.named ?? {}).filter((name) => name.endsWith('.done'));
    expect(ending).toHaveLength(done.length + 3);
  });

  it('are read', () => {
    const delta = {
      ...place,
      type: 'response.output_text.delta',
      content_index: 0,
      delta: 'Alma',
      logprobs: [],
      obfuscation: 'sx3Hk1dT',
    };
    expect(leaves(named(delta.type), delta)).toEqual([['Alma'], ['msg_1']]);
    const done = {
      ...place,
      type: 'response.function_call_arguments.done',
      name: 'find',
      arguments: '{"mrn":4481234}',
    };
    expect(leaves(named(done.type), done)).toEqual([
      ['mrn', '4481234'],
      ['msg_1', 'find'],
    ]);
    const part = { type: 'output_text', text: 'Alma', annotations: [] };
    const added = { ...place, type: 'response.content_part.added', content_index: 0, part };
    expect(leaves(named(added.type), added)).toEqual([['Alma'], ['msg_1']]);
    const message = { id: 'msg_1', type: 'message', status: 'completed', role: 'assistant', content: [part] };
    const item = { output_index: 0, sequence_number: 9, type: 'response.output_item.done', item: message };
    expect(leaves(named(item.type), item)).toEqual([['Alma'], ['msg_1']]);
    const response = {
      id: 'resp_1',
      object: 'response',
      created_at: 1741476777,
      status: 'completed',
      output: [message],
    };
    const completed = { type: 'response.completed', sequence_number: 10, response };
    expect(leaves(named(completed.type), completed)).toEqual([['Alma'], ['resp_1', 'msg_1']]);
    const failed = {
      type: 'response.failed',
      response: { id: 'resp_1', error: { code: 'server_error', message: 'of Alma' } },
    };
    expect(leaves(named(failed.type), failed)).toEqual([['of Alma'], ['resp_1', 'server_error']]);
    const error = { type: 'error', code: 'ERR_SOMETHING', message: 'of Alma', param: null, sequence_number: 1 };
    expect(leaves(named(error.type), error)).toEqual([['of Alma'], ['ERR_SOMETHING']]);
    const search = { ...place, type: 'response.web_search_call.searching' };
    expect(leaves(named(search.type), search)).toEqual([[], ['msg_1']]);
  });

  it('bring pictures that the provider made, and no sound', () => {
    const type = 'response.image_generation_call.partial_image';
    const picture = { ...place, type, partial_image_b64: `iVBORw0KGgo${'A'.repeat(401)}`, partial_image_index: 0 };
    expect(leaves(named(type), picture)).toEqual([[], ['msg_1']]);
    expect(leaves(named('response.audio.delta'), { type: 'response.audio.delta', delta: 'AAAA' })).toEqual([
      ['input_unreadable'],
    ]);
  });

  it('are pieces of text also where no one has named them', () => {
    const event = { ...place, type: 'response.hologram.delta', delta: 'Alma' };
    expect(leaves(RESPONSES.others, event)).toEqual([['Alma'], ['msg_1', 'response.hologram.delta']]);
    expect(at(RESPONSES.others, 'delta').piece).toBe('text');
  });
});

describe('the events of a chat completion', () => {
  it('bring pieces, told apart by the indices of choices and calls', () => {
    const delta = at(CHAT, 'choices.[].delta');
    for (const key of ['content', 'refusal', 'reasoning', 'reasoning_content'])
      expect(at(delta, key).piece).toBe('text');
    expect(delta.others?.piece).toBe('text');
    expect(at(CHAT, 'choices.[].index').part).toBe(true);
    expect(at(CHAT, 'choices.[].finish_reason').ends).toBe(true);
    const call = at(delta, 'tool_calls.[]');
    expect(at(call, 'index').part).toBe(true);
    expect(at(call, 'function.name').tool).toBe('name');
    expect([at(call, 'function.arguments').piece, at(call, 'function.arguments').tool]).toEqual(['json', 'arguments']);
    expect([at(call, 'custom.input').piece, at(call, 'custom.input').tool]).toEqual(['text', 'arguments']);
    expect(at(delta, 'function_call.arguments').piece).toBe('json');
  });

  it('are read', () => {
    const head = {
      id: 'chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT',
      object: 'chat.completion.chunk',
      created: 1741569952,
      model: 'gpt-4o-mini-2024-07-18',
      service_tier: 'default',
      system_fingerprint: 'fp_44709d6fcb',
      obfuscation: 'nQ',
    };
    const ids = [head.id, head.system_fingerprint];
    const tool_calls = [{ index: 0, id: 'call_1', type: 'function', function: { name: 'find', arguments: '{"mr' } }];
    const choice = {
      index: 0,
      delta: { role: 'assistant', content: 'Alma', refusal: null, tool_calls },
      logprobs: null,
      finish_reason: null,
    };
    expect(leaves(CHAT, { ...head, choices: [choice], usage: null })).toEqual([
      ['Alma', '{"mr'],
      [...ids, 'call_1', 'find'],
    ]);
    const usage = { prompt_tokens: 12345, completion_tokens: 10, total_tokens: 12355 };
    expect(leaves(CHAT, { ...head, choices: [], usage })).toEqual([[], ids]);
    expect(leaves(CHAT, { error: { message: 'of Alma', type: 'server_error', code: null } })).toEqual([
      ['of Alma'],
      ['server_error'],
    ]);
    const sound = { index: 0, delta: { audio: { data: 'AAAA' } } };
    expect(leaves(CHAT, { ...head, choices: [sound] })).toEqual([['input_unreadable']]);
  });

  it('show the reasoning of compatible servers in pieces', () => {
    const detail = at(CHAT, 'choices.[].delta.reasoning_details.[]');
    expect([at(detail, 'text').piece, at(detail, 'summary').piece, at(detail, 'index').part]).toEqual([
      'text',
      'text',
      true,
    ]);
  });
});

describe('the events of a completion', () => {
  it('bring pieces, told apart by the indices of choices', () => {
    expect(at(COMPLETIONS, 'choices.[].text').piece).toBe('text');
    expect(at(COMPLETIONS, 'choices.[].index').part).toBe(true);
    expect(at(COMPLETIONS, 'choices.[].finish_reason').ends).toBe(true);
    const choice = { text: ' Alma', index: 0, logprobs: null, finish_reason: null };
    const event = {
      id: 'cmpl-1',
      object: 'text_completion',
      created: 1589478378,
      choices: [choice],
      model: 'gpt-3.5-turbo-instruct',
    };
    expect(leaves(COMPLETIONS, event)).toEqual([[' Alma'], ['cmpl-1']]);
  });
});
