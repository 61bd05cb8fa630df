import { namedNumbers } from './named-numbers.ts';
import type { TokenUse } from './token-use.ts';

/** Where providers say what a call used: in an answer, in an event of one, and where events wrap the answer. */
const PLACES = [
  // OpenAI, Anthropic, Converse of Amazon Bedrock; OpenAI's responses and Anthropic's messages in events
  ...['usage', 'response.usage', 'message.usage'],
  // Gemini, in both of its spellings
  ...['usageMetadata', 'usage_metadata'],
  // The last event of InvokeModelWithResponseStream
  'amazon-bedrock-invocationMetrics',
  // Groq, and Cohere's reranking
  ...['x_groq.usage', 'meta.tokens', 'meta.billed_units'],
];

const INPUT = [
  ...['prompt_tokens', 'input_tokens', 'inputTokens', 'inputTokenCount'],
  ...['promptTokenCount', 'prompt_token_count'],
];
/** Counted apart from the input, of which they are a part (Anthropic, Amazon Bedrock, Gemini). */
const INPUT_BESIDE = [
  ...['cache_creation_input_tokens', 'cache_read_input_tokens', 'cacheReadInputTokens', 'cacheWriteInputTokens'],
  ...['toolUsePromptTokenCount', 'tool_use_prompt_token_count'],
];
const OUTPUT = [
  ...['completion_tokens', 'output_tokens', 'outputTokens', 'outputTokenCount'],
  ...['candidatesTokenCount', 'candidates_token_count'],
];
const OUTPUT_BESIDE = ['thoughtsTokenCount', 'thoughts_token_count'];
const TOTAL = ['total_tokens', 'totalTokens', 'totalTokenCount', 'total_token_count'];

/** What models on Amazon Bedrock say beside their answer (Titan, Llama). */
const BARE_INPUT = ['inputTextTokenCount', 'prompt_token_count'];
const BARE_OUTPUT = ['generation_token_count'];

const WANTED: ReadonlySet<string> = new Set([
  ...PLACES.flatMap((place) =>
    [...INPUT, ...INPUT_BESIDE, ...OUTPUT, ...OUTPUT_BESIDE, ...TOTAL].map((name) => `${place}.${name}`),
  ),
  ...BARE_INPUT,
  ...BARE_OUTPUT,
]);

/** What every count has in its name; most events have none. */
const HINT = /token/i;

/**
 * The tokens that a provider says a call used, in the JSON of its answer or of one event of it; nothing where it says nothing, or the text is
 * no JSON. What is nested in arrays, tool calls and texts is not believed.
 */
export function tokensSaid(text: string): TokenUse {
  if (!HINT.test(text)) return {};
  const found = namedNumbers(text, WANTED);
  if (found.size === 0) return {};
  const at = (names: readonly string[], bare: readonly string[] = []) =>
    highest([
      ...PLACES.flatMap((place) => names.map((name) => found.get(`${place}.${name}`))),
      ...valuesOf(found, bare),
    ]);
  return {
    ...part('input', at(INPUT, BARE_INPUT), sumOf(found, INPUT_BESIDE)),
    ...part('output', at(OUTPUT, BARE_OUTPUT), sumOf(found, OUTPUT_BESIDE)),
    ...part('total', at(TOTAL), 0),
  };
}

function part(name: keyof TokenUse, value: number | undefined, beside: number): TokenUse {
  return value === undefined && beside === 0 ? {} : { [name]: (value ?? 0) + beside };
}

function valuesOf(found: ReadonlyMap<string, number>, names: readonly string[]): (number | undefined)[] {
  return names.map((name) => found.get(name));
}

function highest(values: readonly (number | undefined)[]): number | undefined {
  const said = values.filter((value) => value !== undefined);
  return said.length === 0 ? undefined : Math.max(...said);
}

function sumOf(found: ReadonlyMap<string, number>, names: readonly string[]): number {
  return names.reduce((sum, name) => sum + (highest(PLACES.map((place) => found.get(`${place}.${name}`))) ?? 0), 0);
}
