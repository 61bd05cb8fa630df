/** How much an engine takes at once. */
export interface ChunkLimit {
  /** At least 32. */
  readonly limit: number;
  /** What is counted: UTF-16 code units, or bytes of UTF-8. */
  readonly unit: 'utf16' | 'utf8';
}

/** A part of a text, and where in it the part begins, in UTF-16 code units. */
export interface Chunk {
  readonly start: number;
  readonly text: string;
}

/** How far a chunk reaches back before the cut, so that what stands across it is seen whole by one of them. */
const OVERLAP = 160;

const SPACE = /\s/;
const SENTENCE_END = /[.!?;]/;

/**
 * Cuts a text into chunks within the limit: behind a line, else behind a sentence, else behind a word, else between two characters, and
 * never inside one. Neighbours overlap by up to 160 code units. O(n).
 */
export function chunkText(text: string, { limit, unit }: ChunkLimit): readonly Chunk[] {
  const chunks: Chunk[] = [];
  const overlap = Math.min(OVERLAP, limit >> 3);
  for (let start = 0; start < text.length; ) {
    const reach = unit === 'utf16' ? Math.min(text.length, start + limit) : reachInBytes(text, start, limit);
    const end = reach === text.length ? reach : cutBefore(text, start, wholeCharacter(text, reach));
    chunks.push({ start, text: text.slice(start, end) });
    start = end === text.length ? end : Math.max(start + 1, resumeBefore(text, end, overlap));
  }
  return chunks;
}

/** The farthest offset up to which the text takes no more than so many bytes of UTF-8. */
function reachInBytes(text: string, start: number, limit: number): number {
  let bytes = 0;
  for (let at = start; at < text.length; ) {
    const point = text.codePointAt(at) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    if (bytes > limit) return at;
    at += point > 0xffff ? 2 : 1;
  }
  return text.length;
}

/** The best place to cut in the second half of a window. */
function cutBefore(text: string, start: number, end: number): number {
  const middle = start + ((end - start) >> 1);
  let [sentence, word] = [0, 0];
  for (let at = end; at > middle; at--) {
    if (text[at - 1] === '\n') return at;
    if (!SPACE.test(text[at - 1] ?? '')) continue;
    word ||= at;
    if (SENTENCE_END.test(text[at - 2] ?? '')) sentence ||= at;
  }
  return sentence || word || end;
}

/** Where the next chunk begins: at the first word within the overlap, else at its beginning. */
function resumeBefore(text: string, end: number, overlap: number): number {
  const earliest = wholeCharacter(text, end - overlap);
  for (let at = earliest; at < end - 1; at++) if (SPACE.test(text[at] ?? '')) return at + 1;
  return earliest;
}

/** The offset, or the one before where it would part a surrogate pair. */
function wholeCharacter(text: string, at: number): number {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(at - 1, at + 1)) ? at - 1 : at;
}
