import type { AssistantMessage, Fault } from '@sallyport/testkit';
import type { Said } from './refused-calls.ts';

/** How the provider answers, with what it says; and whether the caller still gets an answer, masked. */
export interface AnswerCarrier {
  readonly name: string;
  readonly masked?: true;
  readonly call?: 'chat' | 'completion' | 'embedding' | 'models';
  readonly fault: (said: Said) => Fault;
}

type Wire = Readonly<Record<string, unknown>>;

const ok = (body: unknown, headers: Readonly<Record<string, string>> = {}): Fault => ({
  kind: 'status',
  status: 200,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  headers,
});

const CHOICE = { index: 0, finish_reason: 'stop', logprobs: null, message: { role: 'assistant', content: 'yes' } };
const CHAT = { id: 'chatcmpl-1', object: 'chat.completion', created: 1, model: 'gpt-4o', choices: [CHOICE] };

const chat = (name: string, over: (said: Said) => Wire): AnswerCarrier => ({
  name,
  fault: (said) => ok({ ...CHAT, ...over(said) }),
});
const says = (name: string, over: (said: Said) => Partial<AssistantMessage> & Wire): AnswerCarrier => ({
  ...chat(name, (said) => ({ choices: [{ ...CHOICE, message: { ...CHOICE.message, ...over(said) } }] })),
  masked: true,
});
const called = (fields: Wire): Wire => ({ content: null, tool_calls: [{ id: 'call_1', type: 'function', ...fields }] });
const tokens = (line: string) =>
  line
    .split(/(?=\s)/)
    .map((token) => ({ token, logprob: 0, bytes: [...Buffer.from(token)], top_logprobs: [{ token, logprob: 0 }] }));
const header = (name: string): AnswerCarrier => ({
  name: `header ${name}`,
  masked: true,
  fault: ({ short }) => ok(CHAT, { [name]: short }),
});
const fails = (status: number, name: string, body: (said: Said) => string): AnswerCarrier => ({
  name: `${status}, ${name}`,
  fault: (said) => ({ kind: 'status', status, body: body(said), headers: { 'x-request-id': said.short } }),
});
const error = (line: string): string =>
  JSON.stringify({ error: { message: line, type: line, param: line, code: line, innererror: { detail: [line] } } });

const MASKED: readonly AnswerCarrier[] = [
  says('content', ({ line }) => ({ content: line })),
  says('refusal', ({ line }) => ({ content: null, refusal: line })),
  says('reasoning', ({ line }) => ({ reasoning_content: line, reasoning: line })),
  says('tool call arguments', ({ line }) =>
    called({ function: { name: 'f', arguments: JSON.stringify({ a: line, [line]: [line] }) } }),
  ),
  says('tool call arguments that are no JSON', ({ line }) => called({ function: { name: 'f', arguments: line } })),
  says('custom tool input', ({ line }) => called({ type: 'custom', custom: { name: 'c', input: line } })),
  says('function name that is no name', ({ line }) => called({ function: { name: line, arguments: '{}' } })),
  says('id that is no id', ({ line }) => called({ id: line, function: { name: 'f', arguments: '{}' } })),
  says('annotations', ({ line }) => ({
    annotations: [{ type: 'url_citation', url_citation: { title: line, url: line } }],
  })),
  says('a field nobody has named', ({ line }) => ({ vendor: { deep: [{ note: line }] } })),
  {
    ...chat('logprobs', ({ line }) => ({
      choices: [{ ...CHOICE, message: { role: 'assistant', content: line }, logprobs: { content: tokens(line) } }],
    })),
    masked: true,
  },
  {
    ...chat('ids and models that are none', ({ line }) => ({
      id: line,
      model: line,
      system_fingerprint: line,
      object: line,
    })),
    masked: true,
  },
  {
    name: 'a completion',
    call: 'completion',
    masked: true,
    fault: ({ line }) =>
      ok({
        id: 'cmpl-1',
        object: 'text_completion',
        created: 1,
        model: 'm',
        choices: [
          {
            index: 0,
            text: line,
            logprobs: { tokens: [line], text_offset: [0], token_logprobs: [0], top_logprobs: [{ [line]: 0 }] },
          },
        ],
      }),
  },
  {
    name: 'an embedding with a remark',
    call: 'embedding',
    masked: true,
    fault: ({ line }) =>
      ok({ object: 'list', model: line, remark: line, data: [{ object: 'embedding', index: 0, embedding: [1] }] }),
  },
  {
    name: 'a list of models',
    call: 'models',
    masked: true,
    fault: ({ line }) => ok({ object: 'list', data: [{ id: line, object: 'model', owned_by: line, created: 1 }] }),
  },
  ...[
    'x-request-id',
    'openai-version',
    'openai-processing-ms',
    'retry-after',
    'x-ratelimit-limit-requests',
    'set-cookie',
    'x-patient',
    'content-language',
  ].map(header),
];

const REFUSED: readonly AnswerCarrier[] = [
  chat('id', ({ id }) => ({ id: `chatcmpl-${id}` })),
  chat('model', ({ id }) => ({ model: `ft:${id}` })),
  chat('a key', ({ line }) => ({ [line]: 1 })),
  { ...says('tool call id', ({ id }) => called({ id: `call_${id}`, function: { name: 'f', arguments: '{}' } })) },
  { ...says('function name', ({ id }) => called({ function: { name: `of-${id}`, arguments: '{}' } })) },
  {
    name: 'a listed model',
    call: 'models' as const,
    fault: ({ id }: Said) => ok({ object: 'list', data: [{ id: `ft-${id}`, object: 'model' }] }),
  },
  {
    name: 'text for a vector',
    call: 'embedding' as const,
    fault: ({ line }: Said) => ok({ object: 'list', data: [{ object: 'embedding', index: 0, embedding: line }] }),
  },
  { name: 'no JSON', fault: ({ line }: Said) => ok(`Sorry: ${line}`) },
  { name: 'JSON cut short', fault: ({ line }: Said) => ok(JSON.stringify({ ...CHAT, note: line }).slice(0, -2)) },
  { name: 'another content type', fault: ({ line }: Said) => ok(line, { 'content-type': 'text/html' }) },
  { name: 'an encoding', fault: ({ line }: Said) => ok({ ...CHAT, note: line }, { 'content-encoding': 'br' }) },
  {
    name: 'a redirect',
    fault: ({ line }: Said) =>
      ({ kind: 'redirect', url: `https://elsewhere.example/?q=${encodeURIComponent(line)}` }) as const,
  },
  { name: 'an answer that breaks off', fault: () => ({ kind: 'reset' }) as const },
  { name: 'half an answer', fault: () => ({ kind: 'truncated' }) as const },
  { name: 'too large an answer', fault: () => ({ kind: 'huge', bytes: 400_000 }) as const },
  { name: 'no answer', fault: () => ({ kind: 'hang' }) as const },
].map(({ masked, ...one }: AnswerCarrier) => one);

/** Every way of an answer. */
export const ANSWER_CARRIERS: readonly AnswerCarrier[] = [
  ...MASKED,
  ...REFUSED,
  ...[400, 401, 403, 404, 409, 413, 422, 429, 500, 503].map((status) =>
    fails(status, 'an error', ({ line }) => error(line)),
  ),
  fails(400, 'an error whose code says it', ({ id }) =>
    JSON.stringify({ error: { message: 'no', type: `of-${id}`, code: id, param: id } }),
  ),
  fails(400, 'a detail', ({ line }) => JSON.stringify({ detail: [{ msg: line, [line]: line }] })),
  fails(400, 'a key', ({ line }) => JSON.stringify({ error: { [line]: 1 } })),
  fails(400, 'plain text', ({ line }) => line),
  fails(502, 'a page', ({ line }) => `<html><body>${line}</body></html>`),
  fails(500, 'nothing', () => ''),
];
