import type { Position } from '../facts/fact-tree.ts';

/** Positions that hold what no one can read: pictures, sound, archives, and files given whole or by an address. */
const UNREADABLE: readonly RegExp[] = [
  /\.image_url(?:\.url|\.detail)?$/,
  /\.input_audio\.(?:data|format)$/,
  /\.(?:file_data|file_url)$/,
  /\.content\[\]\.file\./,
  /(?:messages\[\]|message|data\[\]|^\$)\.audio\./,
  /\.skills\[\]\.source\.data$/,
];

/** In a request also these: what spells out text that may be changed, pictures by their ids, and files that are no form's. */
const UNREADABLE_IN_REQUESTS: readonly RegExp[] = [
  /\.image_file\.(?:file_id|detail)$/,
  /\.logprobs\[\]/,
  /^\$\.skills\[\]\.source\./,
];

/** In the messages of a thread, which say by an address what they show: the address is read. */
const READABLE_IN_ANSWERS = /(?:^\$|data\[\])\.content\[\]\.image_url\.(?:url|detail)$/;

/** In a form also these: sound as a data URL, and pictures by an address or an id. */
const UNREADABLE_IN_FORMS: readonly RegExp[] = [
  /\.known_speaker_references\[\]$/,
  /\.input_reference\.(?:file_id|image_url)$/,
];

/** Bytes as a string of JSON, which the API's description has and its client never sends. */
const BYTES_IN_JSON = /^\$\.files?(?:\[\])?$/;

const MORE = {
  form: [...UNREADABLE_IN_REQUESTS, ...UNREADABLE_IN_FORMS],
  request: UNREADABLE_IN_REQUESTS,
  response: [],
} as const;

/** Tells whether a call, or an answer, with anything in this position is refused. */
export function isUnreadable({ path, kinds }: Position, side: 'form' | 'request' | 'response'): boolean {
  if (side === 'request' && kinds === 'b' && BYTES_IN_JSON.test(path)) return true;
  if (side === 'response' && READABLE_IN_ANSWERS.test(path)) return false;
  return [...UNREADABLE, ...MORE[side]].some((pattern) => pattern.test(path));
}
