import { sealed } from '../../base64-rule.ts';
import { ATTACHED, attachedAs, FLAG, FREE, ID, listOf, oneOf, REFUSED, type Shape, TEXT } from '../../shape.ts';
import { CALLED } from '../tool.ts';
import { bothWays } from './spelled-both-ways.ts';

const TOOL_KIND = oneOf(
  ...['TOOL_TYPE_UNSPECIFIED', 'FILE_SEARCH', 'GOOGLE_MAPS', 'GOOGLE_SEARCH_IMAGE', 'GOOGLE_SEARCH_WEB'],
  ...['MEDIA_PROCESSING', 'URL_CONTEXT'],
);

/** A picture, sound or file, in base64. */
const BLOB: Shape = {
  ...bothWays({ mimeType: { ...TEXT, claim: 'type' }, data: ATTACHED, displayName: { ...TEXT, claim: 'name' } }),
  only: ['object', 'null'],
  holder: true,
};

/** What may stand in a part. Pictures, sound and files by a link are refused, and given whole where they are not asked for. */
export const PART_FIELDS: Readonly<Record<string, Shape>> = {
  text: TEXT,
  thought: FLAG,
  thoughtSignature: { string: sealed },
  inlineData: attachedAs(BLOB),
  fileData: REFUSED,
  functionCall: bothWays({
    id: ID,
    name: CALLED,
    args: { tool: 'arguments' },
    // Arguments that come in pieces of their own making, which are refused to be asked for
    partialArgs: { only: ['array', 'null'], items: { only: [] } },
    willContinue: { only: ['false', 'null'] },
  }),
  functionResponse: bothWays({
    id: ID,
    name: CALLED,
    response: FREE,
    parts: { only: ['array', 'null'], items: { only: [] } },
    scheduling: oneOf('SCHEDULING_UNSPECIFIED', 'SILENT', 'WHEN_IDLE', 'INTERRUPT'),
    willContinue: FLAG,
  }),
  toolCall: bothWays({ id: ID, toolType: TOOL_KIND, args: { tool: 'arguments' } }),
  toolResponse: bothWays({ id: ID, toolType: TOOL_KIND, response: FREE }),
  executableCode: bothWays({ id: ID, language: oneOf('LANGUAGE_UNSPECIFIED', 'PYTHON'), code: TEXT }),
  codeExecutionResult: bothWays({
    id: ID,
    outcome: oneOf('OUTCOME_UNSPECIFIED', 'OUTCOME_OK', 'OUTCOME_FAILED', 'OUTCOME_DEADLINE_EXCEEDED'),
    output: TEXT,
  }),
  audioTranscription: REFUSED,
  videoMetadata: REFUSED,
  mediaProcessing: oneOf('MEDIA_PROCESSING_UNSPECIFIED', 'AGENTIC', 'STATIC'),
  mediaResolution: FREE,
  partMetadata: FREE,
  speechMetadata: FREE,
};

const ROLE = oneOf('user', 'model', 'function', 'system');

/** A part of a content. */
export const PART: Shape = { ...bothWays(PART_FIELDS), only: ['object', 'string', 'null'] };

/** What one side said. */
export const CONTENT: Shape = { ...bothWays({ role: ROLE, parts: listOf(PART) }), only: ['object', 'null'] };

/** As `CONTENT`, and one input of the request. */
export const INPUT_CONTENT: Shape = { ...CONTENT, input: true };

/** The same where its parts are read otherwise. */
export function contentWith(part: Shape): Shape {
  return { ...bothWays({ role: ROLE, parts: listOf(part) }), only: ['object', 'null'] };
}
