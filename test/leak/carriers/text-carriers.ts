import { type Carrier, chat, completion, embedding, message, tool, toolCall } from './carrier.ts';

const RESULT = { role: 'tool', tool_call_id: 'call_1' } as const;
const JSON_NOTE = (say: string): string => JSON.stringify({ visit: { note: say, lines: say.split('\n') } });

const MESSAGES: readonly Carrier[] = [
  message('system', (content) => [{ role: 'system', content }]),
  message('developer', (content) => [{ role: 'developer', content }]),
  message('user', (content) => [{ role: 'user', content }]),
  message('assistant', (content) => [{ role: 'assistant', content }]),
  message('refusal of the assistant', (refusal) => [{ role: 'assistant', content: null, refusal }]),
  message('name of the speaker', (name) => [{ role: 'user', content: 'hello', name }]),
  message('content parts', (text) => [
    {
      role: 'user',
      content: [
        { type: 'text', text },
        { type: 'text', text: 'and' },
      ],
    },
  ]),
  message('bare string part', (say) => [{ role: 'user', content: ['and', say] }]),
  message('refusal part', (refusal) => [{ role: 'assistant', content: [{ type: 'refusal', refusal }] }]),
  message('tool result', (content) => [toolCall({}), { ...RESULT, content }]),
  message('tool result in JSON', (say) => [toolCall({}), { ...RESULT, content: JSON_NOTE(say) }]),
  message('function result', (content) => [{ role: 'function', name: 'look_up', content }]),
  message('tool call arguments', (say) => [toolCall({ arguments: JSON_NOTE(say) }), { ...RESULT, content: 'done' }]),
  message('tool call arguments, JSON in JSON', (say) => [
    toolCall({ arguments: JSON.stringify({ raw: JSON_NOTE(say) }) }),
  ]),
  message('tool call arguments, key', (say) => [toolCall({ arguments: JSON.stringify({ [say]: 1 }) })]),
  message('tool call arguments that are no JSON', (say) => [toolCall({ arguments: say })]),
  message('custom tool call', (input) => [
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'call_1', type: 'custom', custom: { name: 'note', input } }],
    },
  ]),
  message('function call', (say) => [
    { role: 'assistant', content: null, function_call: { name: 'f', arguments: JSON_NOTE(say) } },
  ]),
  message('reasoning', (reasoning_content) => [{ role: 'assistant', content: 'yes', reasoning_content }]),
  message('a field nobody has named', (say) => [{ role: 'user', content: 'x', vendor: { deep: [{ note: say }] } }]),
  message('annotation', (title) => [
    { role: 'assistant', content: 'x', annotations: [{ type: 'url_citation', url_citation: { title, url: title } }] },
  ]),
];

const TOOLS: readonly Carrier[] = [
  chat('tool description', (description) => ({ tools: [tool({ description })] })),
  chat('tool schema: description', (description) => ({
    tools: [tool({ parameters: { type: 'object', properties: { who: { type: 'string', description } } } })],
  })),
  chat('tool schema: enum, const, default, examples', (say, each) => ({
    tools: [tool({ parameters: { type: 'object', enum: each, const: say, default: { a: say }, examples: [each] } })],
  })),
  chat('function description', (description) => ({ functions: [{ name: 'f', description, parameters: {} }] })),
  chat('custom tool grammar', (definition) => ({
    tools: [
      {
        type: 'custom',
        custom: {
          name: 'c',
          description: definition,
          format: { type: 'grammar', grammar: { syntax: 'lark', definition } },
        },
      },
    ],
  })),
  chat('tool name that is no name', (name) => ({
    tools: [tool({ name })],
    tool_choice: { type: 'function', function: { name } },
  })),
  chat('response format', (say) => ({
    response_format: {
      type: 'json_schema',
      json_schema: { name: 'n', description: say, schema: { title: say, description: say } },
    },
  })),
];

const OPTIONS: readonly Carrier[] = [
  chat('metadata', (note, each) => ({
    metadata: { note, ...Object.fromEntries(each.map((one, index) => [`n${index}`, one])) },
  })),
  chat('user', (user) => ({ user })),
  chat('stop', (_, stop) => ({ stop })),
  chat('one stop', (stop) => ({ stop })),
  chat('prediction', (content) => ({ prediction: { type: 'content', content } })),
  chat('prediction parts', (text) => ({ prediction: { type: 'content', content: [{ type: 'text', text }] } })),
  chat('safety_identifier', (safety_identifier) => ({ safety_identifier })),
  chat('prompt_cache_key', (prompt_cache_key) => ({ prompt_cache_key })),
  chat('user location', (city) => ({
    web_search_options: { user_location: { type: 'approximate', approximate: { city, region: city } } },
  })),
  chat('closed sets with open values', (say) => ({
    service_tier: say,
    verbosity: say,
    reasoning_effort: say,
    tool_choice: say,
  })),
  chat('numbers that are none', (say) => ({ temperature: say, n: [say], seed: { a: say } })),
  chat('parameters nobody has named', (say, each) => ({ vendor_a: say, vendor_b: { c: [each, { d: say }] } })),
  chat('model that is no name', (model) => ({ model })),
];

/** Positions in which text can be replaced, in every operation that has any. */
export const TEXT_CARRIERS: readonly Carrier[] = [
  embedding('input', (input) => ({ input })),
  embedding('inputs', (_, input) => ({ input })),
  embedding('input in JSON', (say) => ({ input: JSON_NOTE(say) })),
  embedding('user', (user) => ({ user })),
  embedding('messages', (content) => ({ messages: [{ role: 'user', content }] })),
  embedding('a parameter nobody has named', (say) => ({ task: { description: say } })),
  ...MESSAGES,
  ...TOOLS,
  ...OPTIONS,
  completion('prompt', (prompt) => ({ prompt })),
  completion('prompts', (_, prompt) => ({ prompt })),
  completion('suffix', (suffix) => ({ suffix })),
  completion('stop', (_, stop) => ({ stop })),
  completion('user', (user) => ({ user })),
];
