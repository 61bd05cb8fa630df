/** An event of a streamed chat completion with this piece of its text. */
export function chatChunk(content: string): string {
  const choices = [{ index: 0, delta: { content }, finish_reason: null }];
  const data = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'gpt-4o', choices };
  return `data: ${JSON.stringify(data)}\n\n`;
}
