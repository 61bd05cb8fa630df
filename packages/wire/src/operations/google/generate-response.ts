import {
  FLAG,
  FREE,
  ID,
  LOGPROBS,
  listOf,
  MODEL,
  NUMBER,
  oneOf,
  type Shape,
  selfContained,
  TEXT,
} from '../../shape.ts';
import { timestamp } from '../../string-rule.ts';
import type { EventShapes } from '../event-shapes.ts';
import { PIECE } from '../piece.ts';
import { contentWith, PART, PART_FIELDS } from './content.ts';
import { HARM } from './generate-request.ts';
import { bothWays } from './spelled-both-ways.ts';
import { USAGE } from './usage.ts';

const RATINGS = listOf(
  bothWays({
    category: HARM,
    probability: oneOf('HARM_PROBABILITY_UNSPECIFIED', 'NEGLIGIBLE', 'LOW', 'MEDIUM', 'HIGH'),
    probabilityScore: NUMBER,
    severity: oneOf(
      ...['HARM_SEVERITY_UNSPECIFIED', 'HARM_SEVERITY_NEGLIGIBLE', 'HARM_SEVERITY_LOW', 'HARM_SEVERITY_MEDIUM'],
      'HARM_SEVERITY_HIGH',
    ),
    severityScore: NUMBER,
    overwrittenThreshold: ID,
    blocked: FLAG,
  }),
);

/** When a work was published: a year, a month and a day that are nobody's. */
const PUBLISHED = selfContained({ number: 'known', words: ['year', 'month', 'day'] });

const CITATIONS = bothWays({
  citations: listOf(
    bothWays({
      startIndex: NUMBER,
      endIndex: NUMBER,
      uri: TEXT,
      title: TEXT,
      license: TEXT,
      publicationDate: PUBLISHED,
    }),
  ),
  citationSources: listOf(bothWays({ startIndex: NUMBER, endIndex: NUMBER, uri: TEXT, license: TEXT })),
});

const CANDIDATE: Readonly<Record<string, Shape>> = {
  index: NUMBER,
  finishReason: oneOf(
    ...['FINISH_REASON_UNSPECIFIED', 'STOP', 'MAX_TOKENS', 'SAFETY', 'RECITATION', 'LANGUAGE', 'OTHER', 'BLOCKLIST'],
    ...['PROHIBITED_CONTENT', 'SPII', 'MALFORMED_FUNCTION_CALL', 'MODEL_ARMOR', 'UNEXPECTED_TOOL_CALL'],
    ...['TOO_MANY_TOOL_CALLS', 'IMAGE_SAFETY', 'IMAGE_PROHIBITED_CONTENT', 'IMAGE_RECITATION', 'IMAGE_OTHER'],
    ...[
      'NO_IMAGE',
      'CONTINUATION',
      'ESCALATION',
      'MALFORMED_RESPONSE',
      'MISSING_THOUGHT_SIGNATURE',
      'PUP_LIMITED_DISABLED',
    ],
  ),
  finishMessage: TEXT,
  tokenCount: NUMBER,
  avgLogprobs: NUMBER,
  logprobsResult: LOGPROBS,
  safetyRatings: RATINGS,
  citationMetadata: CITATIONS,
  groundingMetadata: FREE,
  groundingAttributions: FREE,
  urlContextMetadata: FREE,
};

/** An answer whose candidates say what `part` says. */
function answerOf(part: Shape, index: Shape): Shape {
  const candidate = bothWays({ ...CANDIDATE, index, content: contentWith(part) });
  return {
    ...bothWays({
      candidates: listOf({ ...candidate, group: true }),
      promptFeedback: bothWays({ blockReason: ID, blockReasonMessage: TEXT, safetyRatings: RATINGS }),
      usageMetadata: USAGE,
      initialPromptTokenCount: NUMBER,
      modelVersion: MODEL,
      responseId: ID,
      createTime: { string: timestamp },
      modelStatus: bothWays({ message: TEXT, modelStage: ID, retirementTime: { string: timestamp } }),
    }),
    only: ['object'],
  };
}

/** The answer of `:generateContent`. */
export const GENERATE_RESPONSE: Shape = answerOf(PART, NUMBER);

/**
 * The events of `:streamGenerateContent?alt=sse`, which have no names. A candidate's reason to finish does not end its text: the index of the
 * first candidate is left out, as all that is zero is, so it would end that of the others too.
 */
export const GENERATE_EVENTS: EventShapes = {
  others: answerOf(
    { ...bothWays({ ...PART_FIELDS, text: PIECE, thought: { turn: true } }) },
    { ...NUMBER, part: true },
  ),
};
