import type { CompanionStandIn } from '@sallyport/testkit';

type Answer = ReturnType<CompanionStandIn['answer']>;

/** A stream of server-sent events: data alone, or an event by name. */
export function eventStream(events: readonly (object | string)[], { named = false } = {}): Answer {
  const lines = events.map((event) => {
    const data = typeof event === 'string' ? event : JSON.stringify(event);
    const name = named && typeof event === 'object' ? `event: ${Reflect.get(event, 'type')}\n` : '';
    return `${name}data: ${data}\n\n`;
  });
  return {
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'x-request-id': 'req_7' },
    body: lines.join(''),
  };
}

/** A chat answer, streamed in these pieces. */
export function chatStream(pieces: readonly string[], finish = 'stop'): Answer {
  const chunk = (delta: object, reason: string | null = null) => ({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'gpt-4o',
    choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }],
  });
  const deltas = pieces.map((content) => chunk({ content }));
  return eventStream([chunk({ role: 'assistant', content: '' }), ...deltas, chunk({}, finish), '[DONE]']);
}

/** An answer of the responses API, streamed in these pieces. */
export function responseStream(pieces: readonly string[]): Answer {
  const text = pieces.join('');
  const part = { type: 'output_text', annotations: [], logprobs: [], text };
  const item = { id: 'msg_1', type: 'message', role: 'assistant', status: 'completed', content: [part] };
  const response = { id: 'resp_1', object: 'response', created_at: 1, model: 'gpt-4o', output: [] as object[] };
  const at = { item_id: 'msg_1', output_index: 0, content_index: 0 };
  const events = [
    { type: 'response.created', response: { ...response, status: 'in_progress' } },
    { type: 'response.output_item.added', output_index: 0, item: { ...item, status: 'in_progress', content: [] } },
    { type: 'response.content_part.added', ...at, part: { ...part, text: '' } },
    ...pieces.map((delta) => ({ type: 'response.output_text.delta', ...at, logprobs: [], delta })),
    { type: 'response.output_text.done', ...at, logprobs: [], text },
    { type: 'response.content_part.done', ...at, part },
    { type: 'response.output_item.done', output_index: 0, item },
    { type: 'response.completed', response: { ...response, status: 'completed', output: [item] } },
  ];
  return eventStream(
    events.map((event, sequence_number) => ({ ...event, sequence_number })),
    { named: true },
  );
}
