import { describe, expect, it } from 'vitest';
import { CHAT, request, response } from './fixtures/bodies.ts';
import { CALLED } from './operations/tool.ts';
import { readDraft } from './read-draft.ts';
import { object } from './shape.ts';

const answer = (message: object) => ({
  object: 'chat.completion',
  choices: [{ index: 0, message, finish_reason: 'stop' }],
});
const toolsOf = (message: object) =>
  response(CHAT, answer(message))
    .leaves.filter(({ tool }) => tool !== undefined)
    .map(({ text, tool }) => [text, tool]);

describe('leaves in the arguments of a tool call', () => {
  it.each([
    ['after', '{"name":"book","arguments":"{\\"of\\":[\\"Alma\\"],\\"n\\":4481234}"}'],
    ['before', '{"arguments":"{\\"of\\":[\\"Alma\\"],\\"n\\":4481234}","name":"book"}'],
  ])('know the tool, where they stand %s its name', (_, call) => {
    const found = toolsOf({ content: 'hello', tool_calls: [{ id: 'call_Z', function: JSON.parse(call) }] });
    expect(found).toEqual(['of', 'Alma', 'n', '4481234'].map((text) => [text, 'book']));
  });

  it('are of the call they stand in, and no other leaf is', () => {
    const calls = ['book', 'find'].map((name) => ({ id: 'call_Z', function: { name, arguments: `["${name} Alma"]` } }));
    expect(toolsOf({ content: 'Alma', tool_calls: [...calls, { custom: { name: 'run', input: 'Petra' } }] })).toEqual([
      ['book Alma', 'book'],
      ['find Alma', 'find'],
      ['Petra', 'run'],
    ]);
    expect(toolsOf({ function_call: { arguments: 'Alma', name: 'old' }, content: 'Alma' })).toEqual([['Alma', 'old']]);
  });

  it('may be an object, and may have no tool', () => {
    expect(toolsOf({ tool_calls: [{ function: { arguments: { of: ['Alma'] } } }] })).toEqual([
      ['of', ''],
      ['Alma', ''],
    ]);
    expect(toolsOf({ tool_calls: [{ function: { arguments: 'Alma', name: null } }] })).toEqual([['Alma', '']]);
  });

  it('are what stands under a key for arguments, where a shape says nothing of it', () => {
    const shape = object({ name: CALLED });
    const read = (body: object) => readDraft(JSON.stringify(body), { shape, maxDepth: 9, tools: true });
    const draft = read({
      type: 'new_call',
      arguments: { of: ['Alma', { query: 'Petra' }] },
      name: 'find',
      note: 'Ines',
    });
    expect(typeof draft === 'string' ? draft : draft.leaves.flatMap(({ text, tool }) => [[text, tool]])).toEqual([
      ['type', undefined],
      ['new_call', undefined],
      ['arguments', undefined],
      ...['of', 'Alma', 'query', 'Petra'].map((text) => [text, 'find']),
      ['find', undefined],
      ['note', undefined],
      ['Ines', undefined],
    ]);
    expect(toolsOf({ content: 'Alma', new_call: { action: { query: 'Alma' }, code: 'print("Alma")' } })).toEqual(
      ['query', 'Alma', 'print("Alma")'].map((text) => [text, '']),
    );
  });

  it('are not told apart in a request, which is read in pieces too', () => {
    const messages = [{ role: 'assistant', tool_calls: [{ function: { name: 'book', arguments: 'Alma' } }] }];
    expect(request(CHAT, { messages }).leaves).toEqual([
      { text: 'book', field: 'name', role: 'structure' },
      { text: 'Alma', field: 'arguments', role: 'text' },
    ]);
  });
});
