import { type Answer, type Asked, countTokens, errorAnswer, jsonAnswer } from './answer.ts';
import type { AssistantMessage } from './assistant-message.ts';
import { chatEvents } from './chat-events.ts';

/** The body of `POST /v1/chat/completions`, as far as the stand-in reads it. */
export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content?: unknown }[];
  readonly [key: string]: unknown;
}

/** Decides the model's answer. A string is an answer of text alone. */
export type ChatReply = (request: ChatRequest) => string | AssistantMessage | Promise<string | AssistantMessage>;

/** The default model: says back what the last message of the user said. */
export const echoReply: ChatReply = ({ messages }) => {
  const last = messages.findLast(({ role }) => role === 'user');
  return `You said: ${textOf(last?.content)}`;
};

/** How chats are answered. */
export interface ChatSetup {
  readonly reply: ChatReply;
  readonly deltaLength: number;
}

/** `POST /v1/chat/completions`, whole or in events. */
export async function chatCompletions({ json, serial }: Asked, { reply, deltaLength }: ChatSetup): Promise<Answer> {
  if (!isChatRequest(json)) {
    return errorAnswer(400, { message: "Missing required parameter: 'messages'.", param: 'messages' });
  }
  const said = await reply(json);
  const message = typeof said === 'string' ? { content: said } : said;
  const id = `chatcmpl-${serial.toString().padStart(12, '0')}`;
  if (json.stream === true) {
    const counted = (json.stream_options as { readonly include_usage?: unknown } | undefined)?.include_usage === true;
    const usage = counted ? { usage: usageOf(json, message) } : {};
    return chatEvents({ id, model: json.model, message, deltaLength, ...usage });
  }
  return jsonAnswer({
    id,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model: json.model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', refusal: null, ...message },
        logprobs: null,
        finish_reason: message.tool_calls === undefined ? 'stop' : 'tool_calls',
      },
    ],
    usage: usageOf(json, message),
    service_tier: 'default',
    system_fingerprint: null,
  });
}

function usageOf({ messages }: ChatRequest, answer: AssistantMessage) {
  const prompt = messages.reduce((sum, { content }) => sum + countTokens(textOf(content)), 0);
  const calls = (answer.tool_calls ?? []).map((call) => call.function.arguments).join('');
  const completion = countTokens(`${answer.content ?? ''}${calls}`);
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}

/** The text of a message's content, which is a string or an array of parts. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((part: { readonly text?: unknown } | null) => (typeof part?.text === 'string' ? part.text : ''))
    .join('');
}

function isChatRequest(json: Asked['json']): json is Asked['json'] & ChatRequest {
  const { messages } = json;
  return (
    Array.isArray(messages) &&
    messages.length > 0 &&
    messages.every((message: unknown) => typeof message === 'object' && message !== null && 'role' in message)
  );
}
