import { describe, expect, it } from 'vitest';
import { CHAT, COMPLETIONS, codeOf, replaced, request, response, textOf, texts } from './fixtures/bodies.ts';

const call = (args: unknown) => ({
  messages: [
    {
      role: 'assistant',
      tool_calls: [{ id: 'call_Z', type: 'function', function: { name: 'find', arguments: args } }],
    },
  ],
});
const argumentsOf = (value: unknown): string =>
  (value as ReturnType<typeof call>).messages[0]?.tool_calls[0]?.function.arguments as string;
const nest = (value: unknown, levels: number): string =>
  levels === 0 ? (value as string) : nest(JSON.stringify({ in: value }), levels - 1);

describe('leaves of a body', () => {
  it('are all strings outside the closed kinds', () => {
    const body = {
      model: 'gpt-4o',
      messages: [{ role: 'user', name: 'Alma', content: 'hello' }],
      stop: ['a', 'b'],
      user: 'u-1',
    };
    expect(request(CHAT, body).leaves).toEqual([
      { text: 'Alma', field: 'name', role: 'text' },
      { text: 'hello', field: 'content', role: 'text' },
      { text: 'a', field: 'stop', role: 'text' },
      { text: 'b', field: 'stop', role: 'text' },
      { text: 'u-1', field: 'user', role: 'text' },
    ]);
  });

  it('are text where a closed value is not of its set', () => {
    const body = { service_tier: 'Alma', messages: [{ role: 'nurse Alma', content: '' }], reasoning_effort: 'high' };
    expect(texts(request(CHAT, body))).toEqual(['Alma', 'nurse Alma', '']);
  });

  it('are structure where they cannot be replaced', () => {
    const body = {
      model: 'acme/tiny-2024-08-06',
      messages: [{ role: 'tool', tool_call_id: 'call_Z', content: null }],
      tools: [{ type: 'function', function: { name: 'find_chart' } }],
      tool_choice: { type: 'function', function: { name: 'find_chart' } },
    };
    expect(texts(request(CHAT, body), 'structure')).toEqual(['acme/tiny', 'call_Z', 'find_chart', 'find_chart']);
    expect(texts(request(CHAT, body))).toEqual([]);
  });

  it('are text where they are shaped otherwise', () => {
    const body = {
      model: 'a b',
      messages: [{ tool_call_id: '4481234' }],
      tools: [{ function: { name: 'chart of Alma' } }],
    };
    expect(texts(request(CHAT, body))).toEqual(['a b', '4481234', 'chart of Alma']);
  });

  it('are the keys outside the vocabulary', () => {
    const parameters = { type: 'object', properties: { chart: { type: 'string' } } };
    const body = { metadata: { visit: 'x' }, unheard_of: 1, functions: [{ name: 'f', parameters }] };
    expect(texts(request(CHAT, body), 'structure')).toEqual(['visit', 'unheard_of', 'f', 'chart']);
    expect(texts(request(CHAT, '{"constructor":1,"__proto__":2,"toString":3}'), 'structure')).toHaveLength(3);
  });

  it('are the long numbers outside the known parameters', () => {
    const body = `{"seed":123456789,"max_tokens":4096,"user":4481234,"unheard_of":555123,"metadata":{"mrn":9007199254740993,
      "short":123,"list":[1234,-1.25e10,0.001]},"logit_bias":{"50256":-100000}}`;
    const numbers = request(CHAT, body).leaves.filter(({ text, role }) => role === 'text' && /\d/.test(text));
    expect(numbers.map(({ text, field }) => [text, field])).toEqual([
      ['4481234', 'user'],
      ['555123', 'unheard_of'],
      ['9007199254740993', 'mrn'],
      ['1234', 'list'],
      ['-1.25e10', 'list'],
      ['0.001', 'list'],
    ]);
  });
});

describe('JSON held in a string', () => {
  it('has its strings, long numbers and keys for leaves', () => {
    const document = request(CHAT, call('{"mrn": 4481234, "of": {"Alma Fernhollow": ["seen", 12, true]}}'));
    expect(document.leaves.slice(2)).toEqual([
      { text: 'mrn', field: 'arguments', role: 'text', key: true },
      { text: '4481234', field: 'mrn', role: 'text' },
      { text: 'of', field: 'arguments', role: 'text', key: true },
      { text: 'Alma Fernhollow', field: 'of', role: 'text', key: true },
      { text: 'seen', field: 'Alma Fernhollow', role: 'text' },
    ]);
    const rewritten = replaced(document, { '4481234': '[MRN]', 'Alma Fernhollow': '[NA"ME]' });
    expect(argumentsOf(rewritten)).toBe('{"mrn": "[MRN]", "of": {"[NA\\"ME]": ["seen", 12, true]}}');
  });

  it('is read wherever text begins as it does', () => {
    const found = (content: string) => texts(request(CHAT, { messages: [{ content }] }));
    expect(found(' \n[{"a":"\\u0041lma"}] ')).toEqual(['a', 'Alma']);
    expect(found('[1, 2]')).toEqual([]);
    expect(found('[NAME] was seen')).toEqual(['[NAME] was seen']);
    expect(found('{not json}')).toEqual(['{not json}']);
    expect(found('{"a":"Alma"} and more')).toEqual(['{"a":"Alma"} and more']);
    expect(found('"Alma"')).toEqual(['"Alma"']);
    expect(texts(response(CHAT, { choices: [{ message: { content: '{"name":"Alma"}' } }] }))).toEqual(['name', 'Alma']);
    expect(texts(response(COMPLETIONS, { choices: [{ text: '{"name":"Alma"}' }] }))).toEqual(['name', 'Alma']);
  });

  it('may be any value where arguments stand', () => {
    expect(request(CHAT, call('"\\u0041lma"')).leaves.at(-1)).toEqual({
      text: 'Alma',
      field: 'arguments',
      role: 'text',
    });
    expect(request(CHAT, call(' 4481234')).leaves.at(-1)?.text).toBe('4481234');
    expect(argumentsOf(replaced(request(CHAT, call(' 4481234')), { '4481234': '[MRN]' }))).toBe(' "[MRN]"');
    expect(request(CHAT, call('{"name":"Alm')).leaves.at(-1)?.text).toBe('{"name":"Alm');
    expect(request(CHAT, call('')).leaves.at(-1)?.text).toBe('');
  });

  it('has every value read of a key that stands twice', () => {
    const document = request(CHAT, call('{"name":"\\u0041lma","name":"Petra"}'));
    expect(texts(document).slice(-4)).toEqual(['name', 'Alma', 'name', 'Petra']);
    expect(argumentsOf(replaced(document, { Alma: '[NAME]' }))).toBe('{"name":"[NAME]","name":"Petra"}');
  });

  it('may hold another, four in all', () => {
    const inner = { mrn: 4481234, note: 'a "quoted" \\ line\n' };
    const document = request(CHAT, { messages: [{ content: nest(JSON.stringify(inner), 3) }] });
    expect(texts(document)).toEqual(['in', 'in', 'in', 'mrn', '4481234', 'note', inner.note]);
    const rewritten = replaced(document, { '4481234': '[M"RN]' }) as { messages: { content: string }[] };
    let value: unknown = rewritten.messages[0]?.content;
    for (let level = 0; level < 3; level++) value = (JSON.parse(value as string) as { in: unknown }).in;
    expect(JSON.parse(value as string)).toEqual({ ...inner, mrn: '[M"RN]' });
    expect(codeOf(() => request(CHAT, { messages: [{ content: nest(JSON.stringify(inner), 4) }] }))).toBe(
      'body_too_deep',
    );
    expect(texts(request(CHAT, { messages: [{ content: nest('[not json', 4) }] })).at(-1)).toBe('[not json');
  });

  it('counts towards the depth', () => {
    const list = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    const body = (depth: number) => ({ messages: [{ content: list(depth) }] });
    expect(codeOf(() => request(CHAT, body(61)))).toBe('none');
    expect(codeOf(() => request(CHAT, body(62)))).toBe('body_too_deep');
    expect(codeOf(() => request(CHAT, { messages: [{ content: '['.repeat(1_000_000) }] }))).toBe('body_too_deep');
  });

  it('may not hide a lone surrogate', () => {
    expect(codeOf(() => request(CHAT, call('{"a":"\\ud800"}')))).toBe('body_lone_surrogate');
  });

  it('does not hide that the body is not JSON', () => {
    expect(codeOf(() => request(CHAT, '{"user":"[\\"\\\\ud800\\"]"'))).toBe('body_not_json');
  });
});

describe('logprobs', () => {
  const token = (text: string) => ({
    token: text,
    logprob: -0.123456,
    bytes: [65, 66],
    top_logprobs: [{ token: text, logprob: -1, bytes: null }],
  });
  const choice = (index: number, content: string, logprobs: unknown) => ({
    index,
    logprobs,
    message: { role: 'assistant', content },
  });

  it('are no leaves, and stay while their choice stays', () => {
    const body = { choices: [choice(0, 'Alma', { content: [token('Al'), token('ma')], refusal: null })] };
    const document = response(CHAT, body);
    expect(texts(document)).toEqual(['Alma']);
    expect(textOf(document.rewrite(new Map()))).toBe(JSON.stringify(body));
    expect(textOf(document.rewrite(new Map([[0, 'Alma']])))).toBe(JSON.stringify(body));
  });

  it('become null in the choice in which anything changed', () => {
    const logprobs = { content: [token('x')] };
    const body = {
      id: 'chatcmpl-Z',
      choices: [choice(0, 'one', logprobs), choice(1, 'two', logprobs), choice(2, 'three', null)],
    };
    const changed = replaced(response(CHAT, body), { two: '[NAME]', three: '[NAME]' });
    expect(changed).toEqual({
      ...body,
      choices: [body.choices[0], choice(1, '[NAME]', null), choice(2, '[NAME]', null)],
    });
  });

  it('become null in completions, before or after the text, and when JSON inside changed', () => {
    const logprobs = {
      tokens: ['Al', 'ma'],
      token_logprobs: [-0.5, -0.25],
      top_logprobs: [{ Al: -1 }],
      text_offset: [0, 12345],
    };
    const body = {
      choices: [
        { logprobs, text: 'Alma' },
        { text: '{"of":"Alma"}', logprobs },
      ],
    };
    const document = response(COMPLETIONS, body);
    expect(document.leaves.map(({ text }) => text)).toEqual(['Alma', 'of', 'Alma']);
    expect(replaced(document, { Alma: '[NAME]' })).toEqual({
      choices: [
        { logprobs: null, text: '[NAME]' },
        { text: '{"of":"[NAME]"}', logprobs: null },
      ],
    });
  });

  it('of a prompt become null when anything in the answer changed', () => {
    const body = { choices: [{ text: 'Alma' }], prompt_logprobs: [null, { '17': { decoded_token: 'Al' } }] };
    expect(replaced(response(COMPLETIONS, body), { Alma: 'x' })).toEqual({
      choices: [{ text: 'x' }],
      prompt_logprobs: null,
    });
  });

  it('are text where they are a string', () => {
    expect(texts(response(CHAT, { choices: [{ logprobs: 'Alma' }] }))).toEqual(['Alma']);
  });
});
