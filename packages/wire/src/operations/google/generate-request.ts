import { FLAG, FREE, listOf, MODEL, NUMBER, oneOf, REFUSED, type Shape, TEXT } from '../../shape.ts';
import { closedOrRefused } from '../../string-rule.ts';
import { JSON_SCHEMA } from '../tool.ts';
import { CONTENT, INPUT_CONTENT } from './content.ts';
import { bothWays } from './spelled-both-ways.ts';
import { TOOL_CONFIG, TOOLS } from './tool.ts';

const MODALITIES: Shape = {
  only: ['array', 'null'],
  items: { only: ['string'], string: closedOrRefused('TEXT', 'MODALITY_UNSPECIFIED') },
};

const MIME_TYPE = oneOf('text/plain', 'application/json', 'text/x.enum');

const CONFIG: Shape = bothWays({
  temperature: NUMBER,
  topP: NUMBER,
  topK: NUMBER,
  candidateCount: NUMBER,
  maxOutputTokens: NUMBER,
  stopSequences: listOf(TEXT),
  presencePenalty: NUMBER,
  frequencyPenalty: NUMBER,
  seed: NUMBER,
  responseLogprobs: FLAG,
  logprobs: NUMBER,
  responseMimeType: MIME_TYPE,
  responseSchema: JSON_SCHEMA,
  responseJsonSchema: JSON_SCHEMA,
  // Pictures and sound are not readable, so they may not be asked for
  responseModalities: MODALITIES,
  responseFormat: listOf(
    bothWays({
      text: bothWays({ mimeType: MIME_TYPE, schema: JSON_SCHEMA }),
      audio: REFUSED,
      image: REFUSED,
      video: REFUSED,
    }),
  ),
  speechConfig: REFUSED,
  imageConfig: REFUSED,
  audioTranscriptionConfig: REFUSED,
  audioTimestamp: FLAG,
  mediaResolution: oneOf(
    ...['MEDIA_RESOLUTION_UNSPECIFIED', 'MEDIA_RESOLUTION_LOW', 'MEDIA_RESOLUTION_MEDIUM', 'MEDIA_RESOLUTION_HIGH'],
  ),
  thinkingConfig: bothWays({
    includeThoughts: FLAG,
    thinkingBudget: NUMBER,
    thinkingLevel: oneOf('THINKING_LEVEL_UNSPECIFIED', 'MINIMAL', 'LOW', 'MEDIUM', 'HIGH', 'XHIGH'),
  }),
  routingConfig: FREE,
  modelSelectionConfig: FREE,
  enableEnhancedCivicAnswers: FLAG,
  enableAffectiveDialog: FLAG,
});

/** Kinds of harm, of requests and answers. */
export const HARM = oneOf(
  ...['HARM_CATEGORY_UNSPECIFIED', 'HARM_CATEGORY_HATE_SPEECH', 'HARM_CATEGORY_DANGEROUS_CONTENT'],
  ...['HARM_CATEGORY_HARASSMENT', 'HARM_CATEGORY_SEXUALLY_EXPLICIT', 'HARM_CATEGORY_CIVIC_INTEGRITY'],
  ...['HARM_CATEGORY_JAILBREAK', 'HARM_CATEGORY_IMAGE_HATE', 'HARM_CATEGORY_IMAGE_DANGEROUS_CONTENT'],
  ...['HARM_CATEGORY_IMAGE_HARASSMENT', 'HARM_CATEGORY_IMAGE_SEXUALLY_EXPLICIT'],
);

const SAFETY = bothWays({
  category: HARM,
  method: oneOf('HARM_BLOCK_METHOD_UNSPECIFIED', 'SEVERITY', 'PROBABILITY'),
  threshold: oneOf(
    ...['HARM_BLOCK_THRESHOLD_UNSPECIFIED', 'BLOCK_LOW_AND_ABOVE', 'BLOCK_MEDIUM_AND_ABOVE', 'BLOCK_ONLY_HIGH'],
    ...['BLOCK_NONE', 'OFF'],
  ),
});

/** The conversation: one content, or several. Each is one input. */
const CONTENTS: Shape = { ...INPUT_CONTENT, only: ['array', 'object'], items: INPUT_CONTENT };

const FIELDS: Readonly<Record<string, Shape>> = {
  // Also in the path, which counts
  model: MODEL,
  contents: CONTENTS,
  systemInstruction: CONTENT,
  tools: TOOLS,
  toolConfig: TOOL_CONFIG,
  generationConfig: CONFIG,
  safetySettings: listOf(SAFETY),
  cachedContent: MODEL,
  labels: FREE,
  modelArmorConfig: FREE,
  serviceTier: oneOf('standard', 'flex', 'priority'),
};

/** The body of `:generateContent` and `:streamGenerateContent`. */
export const GENERATE_REQUEST: Shape = { ...bothWays(FIELDS), only: ['object'] };

/** The body of `:countTokens`: the same, or in it. */
export const COUNT_REQUEST: Shape = {
  ...bothWays({ ...FIELDS, generateContentRequest: GENERATE_REQUEST, instances: listOf(FREE) }),
  only: ['object'],
};
