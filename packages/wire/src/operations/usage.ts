import { selfContained } from '../shape.ts';

/** Token counts, at every depth. */
export const USAGE = selfContained({
  number: 'known',
  words: [
    'prompt_tokens',
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
    'input_tokens',
    'output_tokens',
    'input_tokens_details',
    'output_tokens_details',
    'cached_tokens_details',
    'cache_write_tokens_details',
    'cached_image_tokens',
    'cached_text_tokens',
    'ttl_30m_tokens',
    'ttl_12h_tokens',
    'image_gen',
    'web_search',
    'num_requests',
  ],
});
