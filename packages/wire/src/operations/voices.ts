import { ID, MODEL, oneOf, type Shape, TEXT } from '../shape.ts';
import { languageName } from '../string-rule.ts';
import type { OperationEntry } from './operation-entry.ts';
import { row } from './row.ts';
import { deletion, PAGED, pageOf, stored, whole } from './stored-object.ts';

const CONSENT = stored(['audio.voice_consent'], { language: { string: languageName }, name: TEXT });

const VOICE_KIND = oneOf('audio_sample', 'prompt');

const VOICE = stored(['audio.voice'], { name: TEXT, prompt: TEXT, type: VOICE_KIND });

const DESCRIBED: Readonly<Record<string, Shape>> = {
  consent: ID,
  model: MODEL,
  name: TEXT,
  prompt: TEXT,
  script_hint: TEXT,
  type: VOICE_KIND,
};

const CONSENTS = '/audio/voice_consents';
const CONSENT_PATH = `${CONSENTS}/{consent_id}` as const;

/** Made voices, and the consents for them. */
export const VOICES: readonly OperationEntry[] = [
  row({
    id: 'audio.voice_consents.create',
    call: `POST ${CONSENTS}`,
    form: { language: { string: languageName }, name: TEXT, recording: 'file' },
    response: CONSENT,
  }),
  row({ id: 'audio.voice_consents.list', call: `GET ${CONSENTS}`, query: PAGED, response: pageOf(CONSENT) }),
  row({ id: 'audio.voice_consents.retrieve', call: `GET ${CONSENT_PATH}`, response: CONSENT }),
  row({
    id: 'audio.voice_consents.update',
    call: `POST ${CONSENT_PATH}`,
    request: whole({ name: TEXT }),
    response: CONSENT,
  }),
  row({
    id: 'audio.voice_consents.delete',
    call: `DELETE ${CONSENT_PATH}`,
    response: deletion('audio.voice_consent'),
  }),
  row({
    id: 'audio.voices.create',
    call: 'POST /audio/voices',
    request: whole(DESCRIBED),
    form: { ...DESCRIBED, audio_sample: 'file' },
    response: VOICE,
  }),
  row({
    id: 'audio.voices.delete',
    call: 'DELETE /audio/voices/{voice_id}',
    response: deletion('audio.voice.deleted'),
  }),
];
