import { sealed } from '../base64-rule.ts';
import {
  ATTACHED,
  attachedAs,
  ID,
  LOGPROBS,
  listOf,
  NUMBER,
  object,
  oneOf,
  REFUSED,
  type Shape,
  TEXT,
} from '../shape.ts';
import { closedOrRefused, type StringRule } from '../string-rule.ts';
import { ANNOTATION } from './annotation.ts';
import { INPUT_AUDIO } from './content.ts';

const PARTS = [
  ...['input_text', 'output_text', 'refusal', 'reasoning_text', 'summary_text', 'text', 'encrypted_content'],
  // By the id of a file, which was read when it was uploaded
  ...['input_image', 'input_file', 'computer_screenshot'],
] as const;

/** What may stand in a part, whatever its type. A file may be named by its id; what is fetched is refused, and what is given whole where it is not asked for. */
const PART_FIELDS: Readonly<Record<string, Shape>> = {
  text: TEXT,
  refusal: TEXT,
  annotations: listOf(ANNOTATION),
  encrypted_content: { string: sealed },
  prompt_cache_breakpoint: object({ mode: oneOf('explicit'), ttl: oneOf('30m', '12h') }),
  detail: oneOf('low', 'high', 'auto', 'original'),
  file_id: ID,
  filename: { ...TEXT, claim: 'name' },
  file_data: ATTACHED,
  file_url: REFUSED,
  image_url: ATTACHED,
  input_audio: INPUT_AUDIO,
  // Parts of a shell's output
  stdout: TEXT,
  stderr: TEXT,
  outcome: object({ type: oneOf('exit', 'timeout'), exit_code: NUMBER }),
  created_by: ID,
};

/** Parts of a request: one that no one has named is refused. */
const ASKED: StringRule = closedOrRefused(...PARTS);

/** The same where sound may be attached. */
const ASKED_OR_SOUND: StringRule = closedOrRefused(...PARTS, 'input_audio');

/** A part of what is asked. Of an answer given back, `logprobs` would spell out what is replaced in its text: only none can pass. */
export const ASKED_PART: Shape = {
  only: ['object', 'string'],
  holder: true,
  fields: {
    ...PART_FIELDS,
    type: attachedAs({ only: ['string'], string: ASKED_OR_SOUND }, { only: ['string'], string: ASKED }),
    logprobs: { only: ['array', 'null'], items: REFUSED },
  },
};

/** A part of an answer. Its `logprobs` spell its text. */
export const ANSWERED_PART: Shape = {
  group: true,
  fields: { ...PART_FIELDS, type: oneOf(...PARTS), logprobs: LOGPROBS },
};

/** A string, or parts, or one part. */
export function contentOf(part: Shape): Shape {
  const { fields = {}, holder } = part;
  const whole: Shape = { fields, only: ['string', 'array', 'object', 'null'], items: part };
  return holder === undefined ? whole : { ...whole, holder };
}
