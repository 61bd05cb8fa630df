import { FLAG, listOf, MODEL, NUMBER, object, REFUSED, type Shape, STREAMED, TEXT } from '../shape.ts';

/** Parameters that every generating operation takes. */
export const SAMPLING: Readonly<Record<string, Shape>> = {
  model: { ...MODEL, model: true },
  max_tokens: NUMBER,
  n: NUMBER,
  seed: NUMBER,
  temperature: NUMBER,
  top_p: NUMBER,
  frequency_penalty: NUMBER,
  presence_penalty: NUMBER,
  // Its keys are token ids, which the caller chooses
  logit_bias: { others: NUMBER },
  stop: listOf(TEXT),
  user: TEXT,
  stream: STREAMED,
  stream_options: object({ include_usage: FLAG, include_obfuscation: FLAG }),
  // Input of compatible servers that no one can read
  prompt_token_ids: REFUSED,
  prompt_embeds: REFUSED,
};
