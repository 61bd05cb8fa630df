import { namedNumbers } from './named-numbers.ts';

/** Where requests say how many tokens an answer may have, by provider and model. */
const MOST = [
  ...['max_tokens', 'max_completion_tokens', 'max_output_tokens', 'max_tokens_to_sample', 'max_gen_len'],
  ...['generationConfig.maxOutputTokens', 'generation_config.max_output_tokens'],
  ...['inferenceConfig.maxTokens', 'inferenceConfig.max_new_tokens', 'textGenerationConfig.maxTokenCount'],
];

/** And how many answers there are to be. */
const TIMES = ['n', 'best_of', 'generationConfig.candidateCount', 'generation_config.candidate_count'];

const WANTED: ReadonlySet<string> = new Set([...MOST, ...TIMES]);

const HINT = /max_|max[OTN]/;

/** The most tokens that a request, in JSON, asks its answers to have together; 0 where it does not say. */
export function tokensAsked(text: string): number {
  if (!HINT.test(text)) return 0;
  const found = namedNumbers(text, WANTED);
  const highest = (names: readonly string[]) => Math.max(0, ...names.map((name) => found.get(name) ?? 0));
  return highest(MOST) * Math.max(1, highest(TIMES));
}
