import type { RecordPart } from './leaf.ts';
import { type JsonPart, readJson } from './read-json.ts';

const MEMBER_START = /[\s\uFEFF]{0,64}"[^"\\]{1,80}"\s{0,64}:/y;
const BLANK = /[\s,\uFEFF]/;
const OPENS = /[{[]\s{0,400}(?:["{[\]}]|-?\d|true|false|null)/y;

/**
 * The JSON in a text: a document, documents one behind another (NDJSON, RFC 7464), the inside of an object without its
 * braces, or documents quoted in prose. Each place is read once: the search goes on behind what was read, whole or not.
 */
export function findJsonParts(text: string, field: string): readonly RecordPart[] {
  const inside = startsInside(text) ? readJson(text, { from: 0, field, inside: true }) : undefined;
  if (inside?.whole === true) return [inside];
  const parts: RecordPart[] = [];
  let at = firstPlace(text);
  for (let open = nextOpen(text, at); open !== -1; open = nextOpen(text, at)) {
    const part = readJson(text, { from: open, field });
    if (isRecord(text, part)) parts.push(part);
    at = Math.max(part.end, open + 1);
  }
  return parts;
}

function startsInside(text: string): boolean {
  MEMBER_START.lastIndex = 0;
  return MEMBER_START.test(text);
}

function firstPlace(text: string): number {
  let at = 0;
  while (at < text.length && BLANK.test(text.charAt(at))) at++;
  return at;
}

/** The next bracket that can begin a document. */
function nextOpen(text: string, from: number): number {
  const first = text.charAt(from);
  if ((first === '[' || first === '"') && from === firstPlace(text)) return from;
  for (let at = nextBracket(text, from); at !== -1; at = nextBracket(text, at + 1)) {
    OPENS.lastIndex = at;
    if (OPENS.test(text)) return at;
  }
  return -1;
}

function nextBracket(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 123 || code === 91) return at;
  }
  return -1;
}

/** Brackets around a number or a word are no record; one has keys, or is all there is. */
function isRecord(text: string, { start, end, keys, whole, leaves }: JsonPart): boolean {
  if (keys > 0) return true;
  return whole && leaves.length > 0 && text.slice(0, start).trim() === '' && text.slice(end).trim() === '';
}
