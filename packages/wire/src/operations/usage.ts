import { selfContained } from '../shape.ts';

/** Token counts, at every depth. */
export const USAGE = selfContained({
  number: 'known',
  words: [
    'prompt_tokens',
    'input_tokens',
    'output_tokens',
    'input_tokens_details',
    'input_token_details',
    'output_tokens_details',
    'completion_tokens',
    'total_tokens',
    'prompt_tokens_details',
    'completion_tokens_details',
    'accepted_prediction_tokens',
    'rejected_prediction_tokens',
    'reasoning_tokens',
    'audio_tokens',
    'image_tokens',
    'text_tokens',
    'cached_tokens',
    'cache_write_tokens',
  ],
});
