import type { StringRule } from './string-rule.ts';

/** base64 and base64url, RFC 4648 §4 and §5. */
const ALPHABET = /^[A-Za-z0-9+/_-]*={0,2}$/;

/** How files begin: PNG, JPEG, GIF, WebP, SVG and XML. */
const PICTURE = /^(?:iVBORw0KGgo|\/9j\/|R0lGOD|UklGR|PHN2Zy|PD94bWwg)/;

/** The same, and PDF, ZIP, TIFF, BMP, MP3, MP4, Ogg, gzip. */
const FILE =
  /^(?:iVBORw0KGgo|\/9j\/|R0lGOD|UklGR|PHN2Zy|PD94bWwg|JVBERi0|UEsDB|SUkqA|TU0AK|Qk[0-9]|SUQz|AAAA..Z0eX|T2dnU|H4sI)/;

/** Shorter than any picture or ciphertext that means anything, and longer than the digests and keys that stand in text. */
const SHORTEST = 256;

/** How much of a ciphertext is looked at, in characters: a multiple of 4. */
const HEAD = 1024;

/** A picture the provider made from text that was de-identified: well-formed base64 that begins as a picture. Any other string is text. */
export const picture: StringRule = (value) =>
  PICTURE.test(value) && value.length % 4 === 0 && ALPHABET.test(value) ? 'skip' : 'text';

/** Text, in a place where a picture might be sent: base64 of 256 characters or more is refused. */
export const notBinary: StringRule = (value) => (value.length >= SHORTEST && ALPHABET.test(value) ? 'refuse' : 'text');

/**
 * What the provider sealed for itself, such as a model's reasoning, to be given back on a later turn. No one else can read it, and
 * it was made from text that had been de-identified. It is base64 of 64 characters or more, and no text; what begins as a file is
 * refused, and any other string is text.
 */
export const sealed: StringRule = (value) => {
  if (value.length < 64 || value.length % 4 === 1 || !ALPHABET.test(value)) return 'text';
  if (FILE.test(value)) return 'refuse';
  return spellsText(value) ? 'text' : 'skip';
};

/** Tells whether base64 begins as UTF-8 text: random bytes of this number never do. */
function spellsText(value: string): boolean {
  const head = value.slice(0, HEAD).replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  const whole = head.slice(0, head.length - (head.length % 4));
  const bytes = Uint8Array.from(atob(whole), (character) => character.charCodeAt(0));
  try {
    // More may follow, so a character may be cut at the end
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
