import { ID, NUMBER, object, oneOf, type Shape, TEXT } from '../shape.ts';
import { identifier, madeMedia } from '../string-rule.ts';
import type { OperationEntry } from './operation-entry.ts';
import { row } from './row.ts';
import { ASKED_MODEL, NOTHING, whole } from './stored-object.ts';
import { USAGE } from './usage.ts';

/** A voice of the provider's, or a made one by its id. */
const VOICE: Shape = { string: identifier, fields: { id: ID } };

const REQUEST = whole({
  input: { ...TEXT, input: true },
  instructions: TEXT,
  model: ASKED_MODEL,
  response_format: oneOf('mp3', 'opus', 'aac', 'flac', 'wav', 'pcm'),
  speed: NUMBER,
  stream_format: oneOf('sse', 'audio'),
  voice: VOICE,
});

const EVENT = object({
  type: oneOf('speech.audio.delta', 'speech.audio.done'),
  audio: { string: madeMedia },
  usage: USAGE,
});

/** Sound made from text. */
export const SPEECH: readonly OperationEntry[] = [
  row({
    id: 'audio.speech.create',
    call: 'POST /audio/speech',
    deployments: true,
    request: REQUEST,
    response: NOTHING,
    events: { others: EVENT },
    answers: 'media',
  }),
];
