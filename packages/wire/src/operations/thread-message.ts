import { ID, listOf, NUMBER, object, oneOf, REFUSED, type Shape, TEXT } from '../shape.ts';
import { closedOrRefused } from '../string-rule.ts';
import { ATTACHMENTS } from './assistant-tools.ts';
import { OWN_FIELDS, stored } from './stored-object.ts';

const ROLE = oneOf('user', 'assistant');

const DETAIL = oneOf('auto', 'low', 'high');

const PART_KIND = oneOf('text', 'refusal', 'image_file', 'image_url');

/** A part of a message that is written. Pictures are refused, also by id. */
const WRITTEN_PART: Shape = {
  only: ['object', 'string'],
  fields: {
    type: { only: ['string'], string: closedOrRefused('text') },
    text: { only: ['string', 'null'] },
    image_file: REFUSED,
    image_url: REFUSED,
  },
};

/** The fields of a message that is written. */
export const WRITTEN_MESSAGE: Readonly<Record<string, Shape>> = {
  role: ROLE,
  content: { only: ['string', 'array', 'null'], items: WRITTEN_PART },
  attachments: ATTACHMENTS,
  metadata: OWN_FIELDS,
};

/** Messages of a request. Each is one input. */
export const WRITTEN_MESSAGES: Shape = {
  only: ['array', 'null'],
  items: { only: ['object'], input: true, fields: WRITTEN_MESSAGE },
};

const ANNOTATION: Readonly<Record<string, Shape>> = {
  type: oneOf('file_citation', 'file_path'),
  text: TEXT,
  start_index: NUMBER,
  end_index: NUMBER,
  file_citation: object({ file_id: ID, quote: TEXT }),
  file_path: object({ file_id: ID }),
};

const PICTURES: Readonly<Record<string, Shape>> = {
  image_file: object({ file_id: ID, detail: DETAIL }),
  image_url: object({ url: TEXT, detail: DETAIL }),
};

const READ_PART = object({
  type: PART_KIND,
  text: object({ value: TEXT, annotations: listOf(object(ANNOTATION)) }),
  refusal: TEXT,
  ...PICTURES,
});

/** The fields of a message as it is stored. */
const STORED_MESSAGE: Readonly<Record<string, Shape>> = {
  assistant_id: ID,
  attachments: ATTACHMENTS,
  completed_at: NUMBER,
  content: listOf(READ_PART),
  incomplete_at: NUMBER,
  incomplete_details: object({
    reason: oneOf('content_filter', 'max_tokens', 'run_cancelled', 'run_expired', 'run_failed'),
  }),
  metadata: OWN_FIELDS,
  role: ROLE,
  run_id: ID,
  status: oneOf('in_progress', 'incomplete', 'completed'),
  thread_id: ID,
};

/** A message as it is stored. */
export const THREAD_MESSAGE = stored(['thread.message'], STORED_MESSAGE);

const PART_DELTA = object({
  index: { ...NUMBER, part: true },
  type: PART_KIND,
  text: object({
    value: { ...TEXT, piece: 'text' },
    annotations: listOf(object({ ...ANNOTATION, index: NUMBER })),
  }),
  refusal: { ...TEXT, piece: 'text' },
  ...PICTURES,
});

/** The data of `thread.message.delta`. */
export const MESSAGE_DELTA = object({
  id: { ...ID, part: true },
  object: oneOf('thread.message.delta'),
  delta: object({ role: ROLE, content: listOf(PART_DELTA) }),
});

/** The data of an event that ends a message. */
export const ENDED_MESSAGE = object({
  ...STORED_MESSAGE,
  id: { ...ID, part: true },
  created_at: NUMBER,
  object: { ...oneOf('thread.message'), ends: true },
});
