import { ID, LOGPROBS, listOf, NUMBER, object, oneOf, REFUSED, type Shape, TEXT } from '../shape.ts';
import { identifier, languageName, numeralOr } from '../string-rule.ts';
import type { EventShapes } from './event-shapes.ts';
import type { FormShape } from './form-shape.ts';
import { FORM_FLAG, FORM_NUMBER } from './form-values.ts';
import type { OperationEntry } from './operation-entry.ts';
import { row } from './row.ts';
import { ASKED_MODEL, whole } from './stored-object.ts';

const ASKED: FormShape = {
  file: 'file',
  model: ASKED_MODEL,
  prompt: TEXT,
  response_format: oneOf('json', 'text', 'srt', 'verbose_json', 'vtt', 'diarized_json'),
  temperature: FORM_NUMBER,
};

/** `en`, `pt-BR`, or its name in English. */
const LANGUAGE: Shape = { string: languageName };

const TRANSCRIBE: FormShape = {
  ...ASKED,
  chunking_strategy: { string: numeralOr('auto', 'server_vad') },
  include: oneOf('logprobs'),
  keywords: TEXT,
  known_speaker_names: TEXT,
  // Sound in a data URL
  known_speaker_references: REFUSED,
  language: LANGUAGE,
  languages: LANGUAGE,
  stream: FORM_FLAG,
  timestamp_granularities: oneOf('word', 'segment'),
};

const USAGE = object({
  type: oneOf('tokens', 'duration'),
  seconds: NUMBER,
  input_tokens: NUMBER,
  output_tokens: NUMBER,
  total_tokens: NUMBER,
  input_token_details: object({ audio_tokens: NUMBER, text_tokens: NUMBER }),
});

const LANGUAGES = listOf(object({ code: LANGUAGE }));

/** A segment: its `tokens` are the ids of its text, and go with it. */
const SEGMENT = object({
  id: { ...ID, number: 'known' },
  type: oneOf('transcript.text.segment'),
  avg_logprob: NUMBER,
  compression_ratio: NUMBER,
  end: NUMBER,
  no_speech_prob: NUMBER,
  seek: NUMBER,
  speaker: TEXT,
  start: NUMBER,
  temperature: NUMBER,
  text: TEXT,
  tokens: { items: NUMBER, blank: true },
});

const TRANSCRIPT: Shape = {
  ...whole({
    duration: { number: 'known', string: numeralOr() },
    language: LANGUAGE,
    languages: LANGUAGES,
    logprobs: LOGPROBS,
    segments: listOf({ ...SEGMENT, group: true }),
    task: oneOf('transcribe', 'translate'),
    text: TEXT,
    usage: USAGE,
    words: listOf(object({ word: TEXT, start: NUMBER, end: NUMBER })),
  }),
  group: true,
};

const EVENTS: EventShapes = {
  named: {
    'transcript.text.delta': {
      group: true,
      fields: {
        type: oneOf('transcript.text.delta'),
        segment_id: { ...ID, part: true },
        delta: { ...TEXT, piece: 'text' },
        logprobs: LOGPROBS,
      },
    },
    'transcript.text.segment': object({
      type: { ...oneOf('transcript.text.segment'), ends: true },
      id: { ...ID, part: true },
      speaker: TEXT,
      text: TEXT,
      start: NUMBER,
      end: NUMBER,
    }),
    'transcript.text.done': {
      group: true,
      fields: {
        type: { ...oneOf('transcript.text.done'), ends: true },
        text: TEXT,
        languages: LANGUAGES,
        logprobs: LOGPROBS,
        usage: USAGE,
      },
    },
  },
  others: object({ type: { string: identifier } }),
};

/** Text of sound. */
export const TRANSCRIPTIONS: readonly OperationEntry[] = [
  row({
    id: 'audio.transcriptions.create',
    call: 'POST /audio/transcriptions',
    deployments: true,
    form: TRANSCRIBE,
    response: TRANSCRIPT,
    events: EVENTS,
    answers: 'text',
  }),
  row({
    id: 'audio.translations.create',
    call: 'POST /audio/translations',
    deployments: true,
    form: ASKED,
    response: TRANSCRIPT,
    answers: 'text',
  }),
];
