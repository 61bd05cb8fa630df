import { NUMBER, REFUSED, type Shape, STREAM } from '../../shape.ts';
import { MESSAGE } from '../anthropic/message.ts';
import { MESSAGE_EVENTS } from '../anthropic/message-events.ts';
import { COUNT_REQUEST as MESSAGE_COUNT_REQUEST, MESSAGE_REQUEST } from '../anthropic/message-request.ts';
import { CHAT_EVENTS } from '../chat-events.ts';
import { CHAT_REQUEST } from '../chat-request.ts';
import { CHAT_RESPONSE } from '../chat-response.ts';
import type { OperationEntry } from '../operation-entry.ts';
import { type Row, row } from '../row.ts';
import { whole } from '../stored-object.ts';
import { BATCH_EMBED_REQUEST, EMBED_REQUEST, EMBED_RESPONSE, PREDICT_REQUEST, PREDICT_RESPONSE } from './embed.ts';
import { COUNT_REQUEST, GENERATE_REQUEST } from './generate-request.ts';
import { GENERATE_EVENTS, GENERATE_RESPONSE } from './generate-response.ts';
import { MODELS } from './models.ts';
import { bothWays } from './spelled-both-ways.ts';
import { TOKEN_DETAILS } from './usage.ts';

/** Where models are: of a project, of a project that the base URL names, and in the Gemini API. */
const PROJECT = '/projects/{project}/locations/{location}';
const PUBLISHED = '/publishers/{publisher}/models/{model}';
const MODEL_PATHS = [`${PROJECT}${PUBLISHED}`, PUBLISHED, '/models/{model}'] as const;

/** A project's own endpoints, for tuned and for self-deployed models. */
const ENDPOINT_PATHS = [`${PROJECT}/endpoints/{endpoint}`, '/endpoints/{endpoint}'] as const;

const CLAUDE_PATHS = [`${PROJECT}/publishers/anthropic/models`, '/publishers/anthropic/models'] as const;

/** A custom method (Google AIP-136) of each of these paths. */
type Method = Omit<Row, 'id' | 'call'> & { readonly id: string; readonly verb: string };

const at = (paths: readonly string[], { verb, ...rest }: Method): readonly OperationEntry[] =>
  paths.map((path) => row({ ...rest, call: `POST ${path}${verb}` as Row['call'] }));

const COUNTED: Shape = {
  ...bothWays({
    totalTokens: NUMBER,
    totalBillableCharacters: NUMBER,
    cachedContentTokenCount: NUMBER,
    promptTokensDetails: TOKEN_DETAILS,
    cacheTokensDetails: TOKEN_DETAILS,
  }),
  only: ['object'],
};

/** Without `alt=sse` the answer would be one list, with texts cut anywhere: it must be asked for, and nothing else is read. */
const STREAMING = { query: ['alt'], needs: 'alt', response: REFUSED, events: GENERATE_EVENTS } as const;

const GENERATING: readonly Method[] = [
  { id: 'models.generate_content', verb: ':generateContent', request: GENERATE_REQUEST, response: GENERATE_RESPONSE },
  { id: 'models.stream_generate_content', verb: ':streamGenerateContent', request: GENERATE_REQUEST, ...STREAMING },
  { id: 'models.count_tokens', verb: ':countTokens', request: COUNT_REQUEST, response: COUNTED },
  { id: 'models.predict', verb: ':predict', request: PREDICT_REQUEST, response: PREDICT_RESPONSE },
];

const EMBEDDING: readonly Method[] = [
  { id: 'models.embed_content', verb: ':embedContent', request: EMBED_REQUEST, response: EMBED_RESPONSE },
  {
    id: 'models.batch_embed_contents',
    verb: ':batchEmbedContents',
    request: BATCH_EMBED_REQUEST,
    response: EMBED_RESPONSE,
  },
];

const UNSTREAMED: Shape = { ...MESSAGE_REQUEST, fields: { ...MESSAGE_REQUEST.fields, stream: STREAM } };

/** Anthropic's models, with Anthropic's own bodies. */
const CLAUDE: readonly Method[] = [
  {
    id: 'messages.count_tokens',
    verb: '/count-tokens:rawPredict',
    request: MESSAGE_COUNT_REQUEST,
    response: whole({ input_tokens: NUMBER }),
  },
  { id: 'messages.create', verb: '/{model}:rawPredict', request: UNSTREAMED, response: MESSAGE },
  {
    id: 'messages.create',
    verb: '/{model}:streamRawPredict',
    request: MESSAGE_REQUEST,
    response: MESSAGE,
    events: MESSAGE_EVENTS,
  },
];

/** The endpoint that speaks OpenAI's API. */
const OPENAI: Method = {
  id: 'chat.completions.create',
  verb: '/chat/completions',
  request: CHAT_REQUEST,
  response: CHAT_RESPONSE,
  events: CHAT_EVENTS,
};

/** Every operation of Vertex AI and the Gemini API that Sallyport can read. */
export const GOOGLE_TABLE: readonly OperationEntry[] = [
  ...[...GENERATING, ...EMBEDDING].flatMap((method) => at(MODEL_PATHS, method)),
  ...GENERATING.flatMap((method) => at(ENDPOINT_PATHS, { ...method, id: method.id.replace('models', 'endpoints') })),
  ...at(ENDPOINT_PATHS, OPENAI),
  ...CLAUDE.flatMap((method) => at(CLAUDE_PATHS, method)),
  ...MODELS,
];
