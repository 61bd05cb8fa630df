import type { AssistantMessage } from './assistant-message.ts';
import { cutText, eventAnswer } from './event-answer.ts';

/** What chunks of one chat completion have in common, and how it is cut. */
export interface ChatStream {
  readonly id: string;
  readonly model: unknown;
  readonly message: AssistantMessage;
  /** Token counts, where the request asked for them. */
  readonly usage?: object;
  /** UTF-16 code units in each delta. */
  readonly deltaLength: number;
}

/** A chat completion as `chat.completion.chunk` events. */
export function chatEvents({ id, model, message, usage, deltaLength }: ChatStream) {
  const common = {
    id,
    object: 'chat.completion.chunk',
    created: Math.floor(Date.now() / 1000),
    model,
    service_tier: 'default',
    system_fingerprint: null,
  };
  const chunk = (delta: object, finish: string | null = null) => ({
    data: { ...common, choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }] },
  });
  const { content, tool_calls: calls = [] } = message;
  return eventAnswer(
    [
      chunk({ role: 'assistant', content: content === null ? null : '', refusal: null }),
      ...cutText(content ?? '', deltaLength).map((piece) => chunk({ content: piece })),
      ...calls.flatMap(({ id: callId, type, function: { name, arguments: text } }, index) => [
        chunk({ tool_calls: [{ index, id: callId, type, function: { name, arguments: '' } }] }),
        ...cutText(text, deltaLength).map((piece) =>
          chunk({ tool_calls: [{ index, function: { arguments: piece } }] }),
        ),
      ]),
      chunk({}, calls.length === 0 ? 'stop' : 'tool_calls'),
      ...(usage === undefined ? [] : [{ data: { ...common, choices: [], usage } }]),
    ],
    { done: true },
  );
}
