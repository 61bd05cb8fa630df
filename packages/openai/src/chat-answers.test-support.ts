import type { CompanionStandIn } from '@sallyport/testkit';

type Answer = ReturnType<CompanionStandIn['answer']>;

/** A message of a chat, as far as tests read it. */
export interface SentMessage {
  readonly role: string;
  readonly content?: string | null;
}

/** What a chat model answers: text, or calls of tools. */
export function chatAnswer(message: {
  readonly content: string | null;
  readonly tool_calls?: readonly object[];
}): Answer {
  const choice = {
    index: 0,
    message: { role: 'assistant', refusal: null, ...message },
    logprobs: null,
    finish_reason: message.tool_calls === undefined ? 'stop' : 'tool_calls',
  };
  const completion = { id: 'chatcmpl-1', object: 'chat.completion', created: 1, model: 'gpt-4o', choices: [choice] };
  return {
    headers: { 'content-type': 'application/json', 'x-request-id': 'req_7' },
    body: JSON.stringify(completion),
  };
}

/** A call of a tool, as a model writes it. */
export function toolCall(name: string, args: object): object {
  return { id: 'call_1', type: 'function', function: { name, arguments: JSON.stringify(args) } };
}

/** What the provider would have been sent as messages. */
export function messagesOf({ body }: { readonly body: Buffer }): readonly SentMessage[] {
  return (JSON.parse(body.toString()) as { readonly messages: readonly SentMessage[] }).messages;
}
