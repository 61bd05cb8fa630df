import { conversation } from './conversation.ts';
import { addresses, notes, type PlantedRequest } from './planted.ts';

/** What is called: a chat completion with 2 KB of prompt, a batch of embeddings, 32 texts of 1 KB, or the next turn of a conversation. */
export type Workload = 'chat' | 'embeddings' | 'conversation';

/** Texts of an embeddings batch. */
export const BATCH = 32;

const PROMPT_BYTES = 2048;
const TEXT_BYTES = 1024;
/** The request of a number: the same number always gives the same, and no two numbers share a note, but for the turns of one conversation. Its texts are ASCII. */
export function plantedRequest(workload: Workload, number: number): PlantedRequest {
  return REQUESTS[workload](number);
}

const REQUESTS: Readonly<Record<Workload, (number: number) => PlantedRequest>> = { chat, embeddings, conversation };

function chat(number: number): PlantedRequest {
  const planted = addresses(number, [
    'system prompt',
    'history, user',
    'history, assistant',
    'tool arguments',
    'tool result',
    'last message',
    'user',
    'metadata',
  ]);
  const { system = '', asked = '', answered = '', called = '', told = '', user = '', desk = '' } = chatTexts(planted);
  const others = [system, asked, answered, called, told, user, desk].join('').length;
  const last = notes({ number, bytes: PROMPT_BYTES - others, address: planted['last message'] ?? '' });
  const call = { id: 'call_1', type: 'function', function: { name: 'send_message', arguments: called } };
  const messages = [
    { role: 'system', content: system },
    { role: 'user', content: asked },
    // Without text in every message, guardrails would mask another than the last one.
    { role: 'assistant', content: answered, tool_calls: [call] },
    { role: 'tool', tool_call_id: 'call_1', content: told },
    { role: 'user', content: last },
  ];
  const more = { temperature: 0, max_tokens: 120, user, metadata: { desk } };
  return { planted, body: { model: 'gpt-4o-mini', messages, ...more } };
}

function chatTexts(planted: PlantedRequest['planted']): Readonly<Record<string, string>> {
  const at = (position: string): string => planted[position] ?? '';
  return {
    system: `You summarize clinical notes in one sentence for the next shift. Doubts go to ${at('system prompt')}.`,
    asked: `Let the family know that visits are possible again, at ${at('history, user')}.`,
    answered: `I will write to ${at('history, assistant')}.`,
    called: JSON.stringify({ to: at('tool arguments'), text: 'Visits are possible again.' }),
    told: `Delivered to ${at('tool result')}.`,
    user: at('user'),
    desk: at('metadata'),
  };
}

function embeddings(number: number): PlantedRequest {
  const positions = Array.from({ length: BATCH }, (_, at) => `text ${at + 1}`);
  const planted = addresses(number, [...positions, 'user']);
  const input = positions.map((position, at) =>
    notes({ number: number * BATCH + at, bytes: TEXT_BYTES, address: planted[position] ?? '' }),
  );
  // As openai-node asks for vectors by itself: base64, whatever the caller wants to see.
  const more = { dimensions: 256, encoding_format: 'base64', user: planted.user };
  return { planted, body: { model: 'text-embedding-3-small', input, ...more } };
}
