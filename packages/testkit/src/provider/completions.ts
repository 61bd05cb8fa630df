import { type Answer, type Asked, countTokens, errorAnswer, jsonAnswer } from './answer.ts';

/** `POST /v1/completions`, not streamed: each prompt is said back as `You said: …`. */
export function completions({ json, serial }: Asked): Answer {
  const prompts = Array.isArray(json.prompt) ? json.prompt : [json.prompt];
  if (prompts.length === 0 || !prompts.every((prompt): prompt is string => typeof prompt === 'string')) {
    return errorAnswer(400, { message: "'$.prompt' is invalid.", param: 'prompt' });
  }
  if (json.stream === true) {
    return errorAnswer(400, { message: 'This stand-in does not stream.', param: 'stream', code: 'unsupported_value' });
  }
  const texts = prompts.map((prompt) => `You said: ${prompt}`);
  const prompt = prompts.reduce((sum, text) => sum + countTokens(text), 0);
  const completion = texts.reduce((sum, text) => sum + countTokens(text), 0);
  return jsonAnswer({
    id: `cmpl-${serial.toString().padStart(12, '0')}`,
    object: 'text_completion',
    created: Math.floor(Date.now() / 1000),
    model: json.model,
    choices: texts.map((text, index) => ({ text, index, logprobs: null, finish_reason: 'stop' })),
    usage: { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion },
  });
}
