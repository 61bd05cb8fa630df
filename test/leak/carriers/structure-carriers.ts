import { type Carrier, chat, embedding, message, tool, toolCall } from './carrier.ts';

/** Positions that cannot be replaced. What is said is an identifier without spaces, or a sentence where only keys can hold one. */
export const ID_CARRIERS: readonly Carrier[] = [
  embedding('model', (say) => ({ model: `ft-${say}` })),
  chat('model', (say) => ({ model: `ft:${say}` })),
  message('tool_call_id', (say) => [toolCall({}), { role: 'tool', tool_call_id: `call-${say}`, content: 'x' }]),
  message('tool call id', (say) => [toolCall({ id: `call-${say}` })]),
  message('called function', (say) => [toolCall({ name: `of-${say}` })]),
  chat('tool name', (say) => ({ tools: [tool({ name: `of-${say}` })] })),
  chat('chosen tool', (say) => ({ tool_choice: { type: 'function', function: { name: `of-${say}` } } })),
  chat('function_call name', (say) => ({ function_call: { name: `of-${say}` } })),
  chat('schema name', (say) => ({
    response_format: { type: 'json_schema', json_schema: { name: `of-${say}`, schema: {} } },
  })),
  chat('logit_bias key', (say) => ({ logit_bias: { [say]: 1 } })),
];

/** Keys the caller chooses: whole sentences fit. */
export const KEY_CARRIERS: readonly Carrier[] = [
  chat('metadata key', (_, each) => ({ metadata: Object.fromEntries(each.map((one) => [one, 'x'])) })),
  chat('top-level key', (_, each) => Object.fromEntries(each.map((one) => [one, 'x']))),
  chat('key of a tool schema', (_, each) => ({
    tools: [tool({ parameters: { type: 'object', properties: Object.fromEntries(each.map((one) => [one, {}])) } })],
  })),
  message('key nobody has named', (say) => [{ role: 'user', content: 'x', [say]: 'x' }]),
];
