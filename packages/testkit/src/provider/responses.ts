import { type Answer, type Asked, countTokens, errorAnswer, jsonAnswer } from './answer.ts';
import type { AssistantMessage } from './assistant-message.ts';
import type { ChatReply, ChatRequest } from './chat.ts';
import { responseEvents } from './response-events.ts';
import type { OutputItem, ResponseObject, TextPart } from './response-object.ts';

/** How responses are made. */
export interface ResponsesSetup {
  readonly reply: ChatReply;
  readonly deltaLength: number;
}

/** `POST /v1/responses`: the model says what it would say in a chat. */
export async function responses({ json, serial }: Asked, { reply, deltaLength }: ResponsesSetup): Promise<Answer> {
  const messages = messagesOf(json);
  if (messages === undefined)
    return errorAnswer(400, { message: "Missing required parameter: 'input'.", param: 'input' });
  const said = await reply({ ...json, model: String(json.model), messages });
  const message = typeof said === 'string' ? { content: said } : said;
  const response = responseOf({ json, serial, messages, message });
  return json.stream === true ? responseEvents(response, { deltaLength }) : jsonAnswer(response);
}

interface Said {
  readonly json: Asked['json'];
  readonly serial: number;
  readonly messages: ChatRequest['messages'];
  readonly message: AssistantMessage;
}

function responseOf({ json, serial, messages, message }: Said): ResponseObject {
  const number = serial.toString(16).padStart(48, '0');
  const input = messages.reduce((sum, { content }) => sum + countTokens(String(content ?? '')), 0);
  const output = countTokens(message.content ?? '');
  return {
    id: `resp_${number}`,
    object: 'response',
    created_at: Math.floor(Date.now() / 1000),
    status: 'completed',
    error: null,
    incomplete_details: null,
    instructions: json.instructions ?? null,
    model: json.model,
    output: outputOf(message, number),
    parallel_tool_calls: true,
    previous_response_id: json.previous_response_id ?? null,
    temperature: 1,
    text: { format: { type: 'text' } },
    tool_choice: 'auto',
    tools: json.tools ?? [],
    top_p: 1,
    metadata: json.metadata ?? {},
    usage: {
      input_tokens: input,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: output,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: input + output,
    },
  };
}

function outputOf({ content, tool_calls: calls = [] }: AssistantMessage, number: string): readonly OutputItem[] {
  const text: TextPart = { type: 'output_text', text: content ?? '', annotations: [] };
  const spoken: readonly OutputItem[] =
    content === null
      ? []
      : [{ type: 'message', id: `msg_${number}`, status: 'completed', role: 'assistant', content: [text] }];
  return [
    ...spoken,
    ...calls.map(({ id, function: { name, arguments: json } }, index): OutputItem => {
      const itemId = `fc_${index}${number.slice(1)}`;
      return { type: 'function_call', id: itemId, status: 'completed', call_id: id, name, arguments: json };
    }),
  ];
}

/** The input as messages of a chat: a string, or items. */
function messagesOf({ input, instructions }: Asked['json']): ChatRequest['messages'] | undefined {
  const system = typeof instructions === 'string' ? [{ role: 'system', content: instructions }] : [];
  if (typeof input === 'string') return [...system, { role: 'user', content: input }];
  if (!Array.isArray(input) || input.length === 0) return undefined;
  return [
    ...system,
    ...input.map((item: { readonly role?: string; readonly content?: unknown; readonly output?: unknown }) => ({
      role: item.role ?? 'tool',
      content: partsOf(item.content ?? item.output),
    })),
  ];
}

function partsOf(content: unknown): unknown {
  if (!Array.isArray(content)) return content;
  return content.map((part: { readonly text?: unknown }) => ({ type: 'text', text: part.text }));
}
