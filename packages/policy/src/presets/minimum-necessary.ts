import { planOf } from '../plan-of.ts';
import { definePolicy, type Policy } from '../policy.ts';

/** What asks a model something, or embeds a text. Not what stores, lists, trains or runs in bulk. */
const SINGLE_CALLS = [
  'api.embed.create',
  'bedrock.converse',
  'bedrock.converse_stream',
  'chat.completions.create',
  'completions.create',
  'embed.create',
  'embeddings.create',
  'endpoints.generate_content',
  'endpoints.stream_generate_content',
  'messages.count_tokens',
  'messages.create',
  'models.count_tokens',
  'models.embed_content',
  'models.generate_content',
  'models.list',
  'models.retrieve',
  'models.stream_generate_content',
  'moderations.create',
  'responses.create',
] as const;

const KIB = 1_024;

/**
 * The minimum necessary, 45 CFR 164.502(b) and 164.514(d): single calls of a model and no others, no more than 256 KiB and 64 inputs each, so that
 * nobody exports in bulk; every identifier is redacted both ways, nothing is put back, and of the session only its events are kept.
 */
export const MINIMUM_NECESSARY: Policy = definePolicy('minimum-necessary', [
  {
    name: 'minimum-necessary',
    when: { operations: SINGLE_CALLS },
    effect: 'allow',
    operators: { out: planOf('redact'), back: planOf('redact') },
    recording: 'metadata',
    limits: { bodyBytes: 256 * KIB, inputs: 64 },
  },
]);
