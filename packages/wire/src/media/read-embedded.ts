import { base64Length, readBase64 } from './read-base64.ts';
import { type SaidMedia, saidByType } from './said-media.ts';

/** What was read of an attachment inside a JSON string. */
export interface Embedded {
  readonly bytes: Uint8Array;
  /** What its address says of it. */
  readonly said: SaidMedia;
}

/** `data:image/png;base64,…`, RFC 2397: with a type, no other parameter, and base64 alone. */
const DATA_URL = /^data:([a-z0-9]{1,32}\/[a-z0-9.+-]{1,96});base64,/i;

/** How a data URL may begin, or base64. */
const LONGEST_HEAD = 256;

/** Reads base64, or a data URL of it. Gives `undefined` of what is neither, and `too_large` of more bytes than there is room for. */
export function readEmbedded(text: string, room: number): Embedded | 'too_large' | undefined {
  const [head = '', type] = DATA_URL.exec(text.slice(0, LONGEST_HEAD)) ?? [];
  const encoded = text.slice(head.length);
  if (base64Length(encoded) > room + 2) return 'too_large';
  const bytes = readBase64(encoded);
  return bytes === undefined ? undefined : { bytes, said: saidByType(type) };
}
