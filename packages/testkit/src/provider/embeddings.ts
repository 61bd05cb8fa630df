import { embedText } from '../embed-text.ts';
import { type Answer, type Asked, countTokens, errorAnswer, jsonAnswer } from './answer.ts';

const MAX_DIMENSIONS = 3072;

/**
 * `POST /v1/embeddings`: `input` is a string, strings, token ids or arrays of them; `encoding_format` `float` (the API's
 * default) or `base64` (little-endian 32-bit floats, which openai-node asks for); `dimensions` wins over `defaultDimensions`.
 */
export function embeddings({ json }: Asked, defaultDimensions: number): Answer {
  const inputs = inputsOf(json.input);
  if (inputs === undefined) return errorAnswer(400, { message: "'$.input' is invalid.", param: 'input' });
  const dimensions = json.dimensions ?? defaultDimensions;
  if (
    typeof dimensions !== 'number' ||
    !Number.isInteger(dimensions) ||
    dimensions < 1 ||
    dimensions > MAX_DIMENSIONS
  ) {
    return errorAnswer(400, { message: "Invalid value for 'dimensions'.", param: 'dimensions' });
  }
  const tokens = inputs.reduce((sum, input) => sum + countTokens(input), 0);
  return jsonAnswer({
    object: 'list',
    data: inputs.map((input, index) => ({
      object: 'embedding',
      index,
      embedding: encode(embedText(input, dimensions), json.encoding_format),
    })),
    model: json.model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  });
}

function encode(vector: Float32Array<ArrayBuffer>, format: unknown): string | number[] {
  if (format !== 'base64') return [...vector];
  const bytes = Buffer.alloc(vector.length * 4);
  vector.forEach((value, index) => {
    bytes.writeFloatLE(value, index * 4);
  });
  return bytes.toString('base64');
}

/** Token ids are embedded as the text of their numbers: the stand-in has no vocabulary. */
function inputsOf(input: unknown): readonly string[] | undefined {
  const items: readonly unknown[] = Array.isArray(input) && !isTokens(input) ? input : [input];
  const texts = items.map((item) => (isTokens(item) ? item.join(' ') : item));
  const valid = texts.length > 0 && texts.every((text): text is string => typeof text === 'string' && text !== '');
  return valid ? texts : undefined;
}

function isTokens(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => Number.isInteger(item));
}
