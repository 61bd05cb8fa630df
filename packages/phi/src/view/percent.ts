import { allMatches } from '../grammar/matches.ts';
import { url } from '../recognizers/url.ts';
import { writtenCharacter } from './code-point.ts';
import { Rewrite, type View } from './rewrite.ts';

const ESCAPE = /%[0-9A-Fa-f]{2}/;
const WORD = /[^\s\uFFFC]+/g;
// One character in UTF-8, RFC 3629 section 4; what is too long or no character is left out later.
const CHARACTER =
  /%[0-7][0-9A-F]|%[CD][0-9A-F]%[89AB][0-9A-F]|%E[0-9A-F](?:%[89AB][0-9A-F]){2}|%F[0-4](?:%[89AB][0-9A-F]){3}|(?<=\w)\+(?=\w)/gi;
const QUERY = /[?&/=]|%(?:26|2F|3A|3D|3F|40)/i;
const BEHIND_LETTER = /[A-Za-z]%[0-9A-Fa-f]{2}/;
const TWO = /%[0-9A-Fa-f]{2}(?:[^%]{0,64}%[0-9A-Fa-f]{2})/;
/** Of letters and digits, which no encoder escapes: only three in a row are meant so. */
const NEEDLESS = /%(?:3[0-9]|[46][1-9A-F]|[57][0-9A])/i;
const THREE = /(?:%[0-9A-Fa-f]{2}){3}/;
const FIELD = /(?:^|[?&])[\w.-]{1,64}=/;

/**
 * Reads percent-encoding, RFC 3986 section 2.1, in words that look like parts of an address or a form, and the plus signs of a
 * form's values. What is in a URL stays, as the whole of it is found. `10%20 mg` is none.
 */
export function withoutPercent(text: string): View | undefined {
  if (!ESCAPE.test(text)) return undefined;
  const urls = [...url.find(text)].sort((a, b) => a.start - b.start);
  const rewrite = new Rewrite(text);
  let next = 0;
  for (const { 0: word, index } of allMatches(text, WORD)) {
    while ((urls[next]?.end ?? Infinity) <= index) next++;
    if (!word.includes('%') || !isEncoded(word)) continue;
    const from = urls[next]?.start ?? Infinity;
    const to = from < index + word.length ? (urls[next]?.end ?? 0) : 0;
    const form = FIELD.test(word);
    for (const { 0: encoded, index: at } of allMatches(word, CHARACTER)) {
      const place = index + at;
      if (place >= from && place < to) continue;
      const character = encoded !== '+' ? characterOf(encoded) : form ? ' ' : undefined;
      if (character !== undefined) rewrite.replace(place, place + encoded.length, character);
    }
  }
  return rewrite.finish();
}

function isEncoded(word: string): boolean {
  if (!ESCAPE.test(word)) return false;
  if (NEEDLESS.test(word)) return THREE.test(word) || (QUERY.test(word) && BEHIND_LETTER.test(word));
  return QUERY.test(word) || BEHIND_LETTER.test(word) || TWO.test(word);
}

function characterOf(encoded: string): string | undefined {
  const lead = Number.parseInt(encoded.slice(1, 3), 16);
  if (lead < 0x80) return writtenCharacter(lead);
  let code = lead & (0x7f >> (encoded.length / 3));
  for (let at = 4; at < encoded.length; at += 3)
    code = (code << 6) | (Number.parseInt(encoded.slice(at, at + 2), 16) & 63);
  return code < 0x80 ? undefined : writtenCharacter(code);
}
