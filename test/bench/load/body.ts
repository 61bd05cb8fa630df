/** The operations the load is made of. */
export type Operation = 'embeddings' | 'chat';

/** Where an operation's requests go, below the base URL. */
export const PATHS: Readonly<Record<Operation, string>> = { embeddings: '/embeddings', chat: '/chat/completions' };

/** The JSON body of an operation about a note. */
export function bodyOf(operation: Operation, note: string): string {
  // As openai-node asks for it, base64; at the length that short texts are often kept in.
  if (operation === 'embeddings') {
    return JSON.stringify({ input: note, model: 'text-embedding-3-small', dimensions: 256, encoding_format: 'base64' });
  }
  const messages = [
    { role: 'system', content: 'You summarize clinical notes in one sentence for the next shift.' },
    { role: 'user', content: note },
  ];
  return JSON.stringify({ model: 'gpt-4o-mini', messages, temperature: 0, max_tokens: 120 });
}
