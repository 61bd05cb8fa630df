import { type Answer, type Asked, countTokens, errorAnswer, jsonAnswer } from './answer.ts';
import { cutText, eventAnswer } from './event-answer.ts';

/** `POST /v1/completions`, whole or in events: each prompt is said back as `You said: …`. */
export function completions({ json, serial }: Asked, deltaLength: number): Answer {
  const prompts = Array.isArray(json.prompt) ? json.prompt : [json.prompt];
  if (prompts.length === 0 || !prompts.every((prompt): prompt is string => typeof prompt === 'string')) {
    return errorAnswer(400, { message: "'$.prompt' is invalid.", param: 'prompt' });
  }
  const texts = prompts.map((prompt) => `You said: ${prompt}`);
  const prompt = prompts.reduce((sum, text) => sum + countTokens(text), 0);
  const completion = texts.reduce((sum, text) => sum + countTokens(text), 0);
  const common = {
    id: `cmpl-${serial.toString().padStart(12, '0')}`,
    object: 'text_completion',
    created: Math.floor(Date.now() / 1000),
    model: json.model,
  };
  if (json.stream === true) {
    const choice = (text: string, index: number, finish: string | null) => ({
      data: { ...common, choices: [{ text, index, logprobs: null, finish_reason: finish }] },
    });
    const events = texts.flatMap((text, index) => [
      ...cutText(text, deltaLength).map((piece) => choice(piece, index, null)),
      choice('', index, 'stop'),
    ]);
    return eventAnswer(events, { done: true });
  }
  return jsonAnswer({
    ...common,
    choices: texts.map((text, index) => ({ text, index, logprobs: null, finish_reason: 'stop' })),
    usage: { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion },
  });
}
