const VECTOR = Buffer.from(Float32Array.from({ length: 256 }, (_, index) => Math.sin(index + 1) / 16).buffer);

/** The stub's answer to `POST /embeddings`: so many vectors of 256 numbers, base64. */
export function embeddingAnswer(vectors: number): Buffer {
  const embedding = VECTOR.toString('base64');
  return Buffer.from(
    JSON.stringify({
      object: 'list',
      data: Array.from({ length: vectors }, (_, index) => ({ object: 'embedding', index, embedding })),
      model: 'text-embedding-3-small',
      usage: { prompt_tokens: 84, total_tokens: 84 },
    }),
  );
}

/** The stub's answer to `POST /chat/completions`: one sentence. */
export const CHAT_ANSWER = Buffer.from(
  JSON.stringify({
    id: 'chatcmpl-000000000001',
    object: 'chat.completion',
    created: 1_767_225_600,
    model: 'gpt-4o-mini',
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: 'Stable overnight on the current regimen; repeat labs are due and follow-up is arranged.',
          refusal: null,
        },
        logprobs: null,
        finish_reason: 'stop',
      },
    ],
    usage: { prompt_tokens: 121, completion_tokens: 18, total_tokens: 139 },
    service_tier: 'default',
    system_fingerprint: null,
  }),
);
