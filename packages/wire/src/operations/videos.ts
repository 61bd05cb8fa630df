import { ID, MODEL, NUMBER, object, oneOf, REFUSED, type Shape, TEXT } from '../shape.ts';
import { identifier, parameterPath } from '../string-rule.ts';
import type { FormShape } from './form-shape.ts';
import type { OperationEntry } from './operation-entry.ts';
import { row } from './row.ts';
import { ASKED_MODEL, deletion, NOTHING, ORDERED, pageOf, stored, whole } from './stored-object.ts';

const SECONDS = oneOf('4', '8', '12', '16', '20');

const CHOICES: Readonly<Record<string, Shape>> = {
  seconds: SECONDS,
  size: oneOf('720x1280', '1280x720', '1024x1792', '1792x1024'),
};

const VIDEO = stored(['video'], {
  ...CHOICES,
  completed_at: NUMBER,
  error: object({
    code: { string: identifier },
    message: TEXT,
    param: { string: parameterPath },
    type: { string: identifier },
    misalignment: object({
      detailed_explanation: TEXT,
      error_type: { string: identifier },
      review_target: TEXT,
      steer: object({ message: TEXT }),
    }),
  }),
  expires_at: NUMBER,
  model: MODEL,
  progress: NUMBER,
  prompt: TEXT,
  remixed_from_video_id: ID,
  status: oneOf('queued', 'in_progress', 'completed', 'failed'),
});

const PROMPT: Shape = { ...TEXT, input: true };

const ASKED: Readonly<Record<string, Shape>> = { ...CHOICES, model: ASKED_MODEL, prompt: PROMPT };

/** A video, given whole or by its id. */
const FROM_VIDEO: FormShape = { prompt: PROMPT, video: 'file', 'video[id]': ID };

const FROM_VIDEO_JSON: Readonly<Record<string, Shape>> = { prompt: PROMPT, video: object({ id: ID }) };

const CHARACTER = object({ id: ID, created_at: NUMBER, name: TEXT });

const PATH = '/videos/{video_id}';

/** The videos family. */
export const VIDEOS: readonly OperationEntry[] = [
  row({
    id: 'videos.create',
    call: 'POST /videos',
    request: whole({ ...ASKED, input_reference: REFUSED }),
    form: {
      ...ASKED,
      input_reference: 'file',
      'input_reference[file_id]': REFUSED,
      'input_reference[image_url]': REFUSED,
    },
    response: VIDEO,
  }),
  row({ id: 'videos.list', call: 'GET /videos', query: ORDERED, response: pageOf(VIDEO) }),
  row({ id: 'videos.retrieve', call: `GET ${PATH}`, response: VIDEO }),
  row({ id: 'videos.delete', call: `DELETE ${PATH}`, response: deletion('video.deleted') }),
  row({
    id: 'videos.content',
    call: `GET ${PATH}/content`,
    query: ['variant'],
    response: NOTHING,
    answers: 'media',
  }),
  row({
    id: 'videos.remix',
    call: `POST ${PATH}/remix`,
    request: whole({ prompt: PROMPT }),
    form: { prompt: PROMPT },
    response: VIDEO,
  }),
  row({
    id: 'videos.edit',
    call: 'POST /videos/edits',
    request: whole(FROM_VIDEO_JSON),
    form: FROM_VIDEO,
    response: VIDEO,
  }),
  row({
    id: 'videos.extend',
    call: 'POST /videos/extensions',
    request: whole({ ...FROM_VIDEO_JSON, seconds: SECONDS }),
    form: { ...FROM_VIDEO, seconds: SECONDS },
    response: VIDEO,
  }),
  row({
    id: 'videos.characters.create',
    call: 'POST /videos/characters',
    form: { name: TEXT, video: 'file' },
    response: CHARACTER,
  }),
  row({ id: 'videos.characters.retrieve', call: 'GET /videos/characters/{character_id}', response: CHARACTER }),
];
