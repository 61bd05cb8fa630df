import { notBinary, picture } from '../../base64-rule.ts';
import { FLAG, ID, listOf, MODEL, NUMBER, oneOf, REFUSED, type Shape, selfContained, TEXT } from '../../shape.ts';
import { INPUT_CONTENT } from './content.ts';
import { bothWays } from './spelled-both-ways.ts';
import { TOKEN_DETAILS, USAGE } from './usage.ts';

const TASK = oneOf(
  ...['TASK_TYPE_UNSPECIFIED', 'RETRIEVAL_QUERY', 'RETRIEVAL_DOCUMENT', 'SEMANTIC_SIMILARITY', 'CLASSIFICATION'],
  ...['CLUSTERING', 'QUESTION_ANSWERING', 'FACT_VERIFICATION', 'CODE_RETRIEVAL_QUERY'],
);

const ASKED: Readonly<Record<string, Shape>> = {
  model: MODEL,
  content: INPUT_CONTENT,
  taskType: TASK,
  title: TEXT,
  outputDimensionality: NUMBER,
  autoTruncate: FLAG,
};

/** The body of `:embedContent`. */
export const EMBED_REQUEST: Shape = {
  ...bothWays({ ...ASKED, embedContentConfig: bothWays(ASKED) }),
  only: ['object'],
};

/** The body of `:batchEmbedContents`. */
export const BATCH_EMBED_REQUEST: Shape = {
  ...bothWays({ requests: { only: ['array'], items: EMBED_REQUEST } }),
  only: ['object'],
};

const STATISTICS = bothWays({ tokenCount: NUMBER, truncated: FLAG, tokensDetails: TOKEN_DETAILS });

const EMBEDDING = bothWays({ values: listOf(NUMBER), shape: listOf(NUMBER), statistics: STATISTICS });

/** The answer of `:embedContent` and `:batchEmbedContents`. */
export const EMBED_RESPONSE: Shape = {
  ...bothWays({
    embedding: EMBEDDING,
    embeddings: listOf(EMBEDDING),
    usageMetadata: USAGE,
    truncated: FLAG,
    metadata: bothWays({ billableCharacterCount: NUMBER }),
  }),
  only: ['object'],
};

/** What no one has named: text, but none that is a file in disguise. */
const UNNAMED = selfContained({ string: notBinary });

const INSTANCE: Shape = {
  ...bothWays({
    content: TEXT,
    prompt: TEXT,
    text: TEXT,
    title: TEXT,
    taskType: TASK,
    // Some models embed pictures and films too
    image: REFUSED,
    video: REFUSED,
    audio: REFUSED,
    referenceImages: REFUSED,
  }),
  string: notBinary,
  input: true,
  others: UNNAMED,
  items: UNNAMED,
};

/** The body of `:predict`: instances of a model's own making, each one input. */
export const PREDICT_REQUEST: Shape = {
  ...bothWays({ instances: { only: ['array'], items: INSTANCE }, parameters: UNNAMED, labels: UNNAMED }),
  only: ['object'],
};

/** The answer of `:predict`. */
export const PREDICT_RESPONSE: Shape = {
  ...bothWays({
    predictions: listOf(
      bothWays({
        embeddings: EMBEDDING,
        content: TEXT,
        safetyAttributes: {},
        citationMetadata: {},
        bytesBase64Encoded: { string: picture },
        mimeType: oneOf('image/png', 'image/jpeg', 'image/webp'),
        prompt: TEXT,
      }),
    ),
    deployedModelId: ID,
    model: MODEL,
    modelDisplayName: TEXT,
    modelVersionId: ID,
    metadata: {},
  }),
  only: ['object'],
};
