import { notBinary, picture, sealed } from '../base64-rule.ts';
import {
  ATTACHED,
  attachedAs,
  FLAG,
  holder,
  ID,
  listOf,
  NESTED,
  NUMBER,
  object,
  oneOf,
  REFUSED,
  type Shape,
  selfContained,
  TEXT,
  TOOL_NAME,
} from '../shape.ts';
import { CALLED } from './tool.ts';

// Field names after @aws-sdk/client-bedrock-runtime 3.1164, models_0.d.ts

/** What the provider sealed for itself. */
export const SEALED: Shape = { string: sealed };

/** What a tool is given, as free JSON. */
export const TOOL_INPUT: Shape = { ...NESTED, tool: 'arguments' };

const TEXTS_WITHIN = listOf(object({ text: TEXT }));

const CITING = object({ enabled: FLAG });

const PLACE = object({ documentIndex: NUMBER, searchResultIndex: NUMBER, start: NUMBER, end: NUMBER });

/** Where an answer says it has something from. */
export const CITATION = object({
  title: TEXT,
  source: TEXT,
  sourceContent: TEXTS_WITHIN,
  location: object({
    web: object({ url: TEXT, domain: TEXT }),
    documentChar: PLACE,
    documentPage: PLACE,
    documentChunk: PLACE,
    searchResultLocation: PLACE,
  }),
});

/** A document as text. One in a bucket cannot be read, and one as bytes is refused where it is not asked for. */
const DOCUMENT: Shape = {
  holder: true,
  fields: {
    format: { ...oneOf('txt', 'md', 'html', 'csv', 'pdf', 'docx', 'xlsx'), claim: 'format' },
    name: TEXT,
    context: TEXT,
    citations: CITING,
    source: { only: ['object'], fields: { text: TEXT, content: TEXTS_WITHIN, bytes: ATTACHED, s3Location: REFUSED } },
  },
};

/** A picture, sound or film as bytes, where it is asked for. */
const MEDIA: Shape = attachedAs(
  holder({
    format: { ...TEXT, claim: 'format' },
    source: { only: ['object'], fields: { bytes: ATTACHED, s3Location: REFUSED } },
  }),
);

const SEARCH_RESULT = object({ source: TEXT, title: TEXT, content: TEXTS_WITHIN, citations: CITING });

/** Where a prompt may be cached up to. */
export const CACHE_POINT = object({ type: oneOf('default'), ttl: oneOf('5m', '1h') });

/** What a guardrail looks at. */
export const GUARDED: Shape = {
  only: ['object'],
  fields: {
    text: object({ text: TEXT, qualifiers: listOf(oneOf('grounding_source', 'query', 'guard_content')) }),
    image: REFUSED,
  },
  others: REFUSED,
};

const TOOL_REFERENCE = object({ tool: object({ type: ID, name: TOOL_NAME, serverName: TOOL_NAME }) });

/** What any block may be, of a request or of an answer. */
const COMMON: Readonly<Record<string, Shape>> = {
  text: { only: ['string', 'null'] },
  toolUse: object({ toolUseId: ID, name: CALLED, input: TOOL_INPUT, type: oneOf('server_tool_use') }),
  guardContent: GUARDED,
  cachePoint: CACHE_POINT,
  reasoningContent: object({
    reasoningText: object({ text: TEXT, signature: SEALED }),
    redactedContent: SEALED,
  }),
  citationsContent: object({ content: TEXTS_WITHIN, citations: listOf(CITATION) }),
  searchResult: SEARCH_RESULT,
  toolAddition: TOOL_REFERENCE,
  toolRemoval: TOOL_REFERENCE,
};

const TOOL_RESULT = { toolUseId: ID, status: oneOf('success', 'error'), type: ID };

/** One block of a message of a request. Pictures, sound and films are refused where they are not asked for, and so is what no one has named. */
export const REQUEST_BLOCK: Shape = {
  only: ['object'],
  fields: {
    ...COMMON,
    document: DOCUMENT,
    image: MEDIA,
    video: MEDIA,
    audio: MEDIA,
    toolResult: object({
      ...TOOL_RESULT,
      content: listOf({
        only: ['object'],
        fields: {
          text: { only: ['string', 'null'] },
          json: NESTED,
          document: DOCUMENT,
          image: MEDIA,
          video: MEDIA,
          searchResult: SEARCH_RESULT,
        },
        others: REFUSED,
      }),
    }),
  },
  others: REFUSED,
};

/** One block of an answer. Its pictures were made from text that was de-identified. */
export const ANSWER_BLOCK: Shape = {
  only: ['object'],
  fields: {
    ...COMMON,
    image: object({ format: oneOf('png', 'jpeg', 'gif', 'webp'), source: object({ bytes: { string: picture } }) }),
    toolResult: object({ ...TOOL_RESULT, content: listOf(object({ text: TEXT, json: NESTED })) }),
  },
};

/** Parameters that are numbers wherever they stand, and not identifiers. */
const PARAMETERS: Readonly<Record<string, Shape>> = Object.fromEntries(
  `budget_tokens dimensions max_gen_len max_new_tokens max_tokens max_tokens_to_sample maxTokenCount maxTokens n seed temperature
  top_k top_p topK topP`
    .split(/\s+/)
    .map((name) => [name, NUMBER]),
);

/** What a model takes of its own: free JSON, in which long base64 is taken for what no one can read. */
export const OWN_FIELDS: Shape = ownFields();

function ownFields(): Shape {
  const shape: Shape = {
    string: notBinary,
    fields: PARAMETERS,
    get items() {
      return shape;
    },
    get others() {
      return shape;
    },
  };
  return Object.freeze(shape);
}

/** Counts of tokens and times. */
export const BEDROCK_USAGE = selfContained({
  number: 'known',
  words:
    `inputTokens outputTokens totalTokens cacheReadInputTokens cacheWriteInputTokens cacheDetails ttl latencyMs inputTokenCount
    outputTokenCount invocationLatency firstByteLatency cacheReadInputTokenCount cacheWriteInputTokenCount input_tokens output_tokens
    cache_creation_input_tokens cache_read_input_tokens cache_creation ephemeral_5m_input_tokens ephemeral_1h_input_tokens prompt_tokens
    completion_tokens total_tokens`.split(/\s+/),
});
