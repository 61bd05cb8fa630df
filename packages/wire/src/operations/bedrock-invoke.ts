import { notBinary, picture } from '../base64-rule.ts';
import { ID, listOf, MODEL, NUMBER, object, REFUSED, type Shape, TEXT, TOOL_NAME } from '../shape.ts';
import { closed, identifier, type StringRule } from '../string-rule.ts';
import { BEDROCK_USAGE, OWN_FIELDS, SEALED, TOOL_INPUT } from './bedrock-content.ts';
import { CALLED, JSON_SCHEMA } from './tool.ts';

// The bodies are those of each model's own API: Anthropic, Nova, Titan, Cohere, Llama, Mistral and others (Amazon Bedrock user guide,
// "Inference request parameters and response fields"). What is not named here is free JSON.

const MEDIA: ReadonlySet<string> = new Set([
  'image',
  'image_url',
  'input_image',
  'input_audio',
  'audio',
  'video',
  'file',
]);

/** The kind of a part: of one that shows or sounds, input that no one can read. */
const partKind: StringRule = (value) => (MEDIA.has(value) ? 'refuse' : identifier(value));

/** Free JSON of a request: no long base64, and no pictures beside their names. */
const MEDIA_FIELDS: Readonly<Record<string, Shape>> = {
  image: REFUSED,
  images: REFUSED,
  image_url: REFUSED,
  inputImage: REFUSED,
  input_audio: REFUSED,
  audio: REFUSED,
  video: REFUSED,
  s3Location: REFUSED,
};

const PART: Shape = {
  string: notBinary,
  fields: {
    ...MEDIA_FIELDS,
    type: { string: partKind },
    id: ID,
    tool_use_id: ID,
    name: CALLED,
    input: TOOL_INPUT,
    signature: SEALED,
    data: { string: notBinary },
    // A result of a tool has parts of its own
    get content() {
      return PARTS;
    },
  },
  others: OWN_FIELDS,
};

const PARTS: Shape = { string: notBinary, items: PART, fields: PART.fields ?? {}, others: OWN_FIELDS };

const MESSAGES: Shape = {
  items: {
    input: true,
    fields: { role: { string: closed('user', 'assistant', 'system', 'tool') }, content: PARTS, tool_call_id: ID },
    others: OWN_FIELDS,
  },
};

const TOOLS = listOf({
  fields: {
    type: ID,
    name: TOOL_NAME,
    description: TEXT,
    input_schema: JSON_SCHEMA,
    parameters: JSON_SCHEMA,
    function: object({ name: TOOL_NAME, description: TEXT, parameters: JSON_SCHEMA }),
  },
  others: OWN_FIELDS,
});

const INPUT: Shape = { string: notBinary, input: true };

const TEXTS: Shape = {
  only: ['string', 'array'],
  string: notBinary,
  input: true,
  items: { ...INPUT, only: ['string'] },
};

/** The body of `POST /model/{modelId}/invoke` and `/invoke-with-response-stream`. */
export const INVOKE_REQUEST: Shape = {
  only: ['object'],
  fields: {
    ...OWN_FIELDS.fields,
    ...MEDIA_FIELDS,
    anthropic_version: { string: closed('bedrock-2023-05-31') },
    anthropic_beta: listOf(ID),
    messages: MESSAGES,
    system: PARTS,
    tools: TOOLS,
    prompt: INPUT,
    inputText: INPUT,
    texts: TEXTS,
    inputs: listOf({ input: true, fields: { content: PARTS }, others: OWN_FIELDS }),
    stop_sequences: listOf(TEXT),
  },
  others: OWN_FIELDS,
};

/** Numbers at whatever depth, by whatever name. */
const VECTORS: Shape = vectors();

const ANSWERED: Readonly<Record<string, Shape>> = {
  id: ID,
  type: ID,
  model: MODEL,
  usage: BEDROCK_USAGE,
  created: NUMBER,
  index: NUMBER,
  name: CALLED,
  input: TOOL_INPUT,
  signature: SEALED,
  embedding: VECTORS,
  embeddings: VECTORS,
  embeddingsByType: VECTORS,
  inputTextTokenCount: NUMBER,
  tokenCount: NUMBER,
  prompt_token_count: NUMBER,
  generation_token_count: NUMBER,
};

/** The answer of `POST /model/{modelId}/invoke`. Pictures in it were made from text that was de-identified. */
export const INVOKE_RESPONSE: Shape = { ...answered(), only: ['object'] };

function answered(): Shape {
  const shape: Shape = {
    string: picture,
    fields: ANSWERED,
    get items() {
      return shape;
    },
    get others() {
      return shape;
    },
  };
  return Object.freeze(shape);
}

function vectors(): Shape {
  const shape: Shape = {
    number: 'known',
    keys: 'structure',
    get items() {
      return shape;
    },
    get others() {
      return shape;
    },
  };
  return Object.freeze(shape);
}
