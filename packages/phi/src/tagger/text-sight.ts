import { HASH_START, mix } from './hash.ts';
import { GAP, TOKEN, type Tokens } from './tokens.ts';
import { REACH, type WordSight } from './word-sight.ts';

/** A stretch of text, token by token, as the tagger sees it. */
export interface TextSight {
  /** With `REACH` more at either end. */
  readonly words: readonly WordSight[];
  readonly gaps: Uint8Array;
  /** The outline of what stands between two gaps, and the token's place in it. */
  readonly chunkShape: Int32Array;
  readonly chunkPlace: Int32Array;
  /** The word, and the two words, before the last colon of the line. */
  readonly label: Int32Array;
  readonly label2: Int32Array;
  /** The nearest words with letters before and behind, on the line. */
  /** Which token of its line it is, up to 7, with how the line begins. */
  readonly place: Int32Array;
  readonly previousWord: Int32Array;
  readonly nextWord: Int32Array;
  /** Whether the text is written in capitals, without any, or in both. */
  readonly mode: number;
  /** 1 where a capitalised word also stands in lower case somewhere. */
  readonly lowerSeen: Uint8Array;
}

/** What sees the words of a text. */
export interface Eyes {
  readonly see: (tokens: Tokens, at: number) => WordSight;
  /** What stands beyond either end. */
  readonly outside: WordSight;
}

/** Which words were seen in lower case, by their hash and in which text. */
const lowerSeen = new Uint32Array(1 << 16);
let textsSeen = 0;

/** Sees a stretch of text. Linear in its length. */
export function seeTokens(tokens: Tokens, { see, outside }: Eyes): TextSight {
  const { text, count, starts, kinds, gaps } = tokens;
  const words: WordSight[] = [outside, outside];
  for (let at = 0; at < count; at++) words.push(see(tokens, at));
  words.push(outside, outside);
  const own = (at: number) => words[at + REACH] as WordSight;
  const ints = () => new Int32Array(count);
  const sight = {
    words,
    gaps,
    chunkShape: ints(),
    chunkPlace: ints(),
    label: ints(),
    label2: ints(),
    place: ints(),
    previousWord: ints(),
    nextWord: ints(),
    mode: modeOf(tokens, own),
    lowerSeen: new Uint8Array(count),
  };
  textsSeen = (textsSeen + 1) >>> 0;
  for (let at = 0; at < count; at++)
    if (kinds[at] === TOKEN.letters && (own(at).shape & 7) === 0) lowerSeen[own(at).hash & 0xffff] = textsSeen;
  let [label, label2, previous, before, place] = [0, 0, 0, 0, 0];
  for (let at = 0; at < count; at++) {
    const word = own(at);
    if (gaps[at] === GAP.line) [label, label2, previous, before, place] = [0, 0, 0, 0, 0];
    sight.place[at] = place < 7 ? place++ : 7;
    sight.label[at] = label;
    sight.label2[at] = label2;
    sight.previousWord[at] = previous;
    const form = word.shape & 7;
    if (kinds[at] === TOKEN.letters) {
      if (form !== 0 && lowerSeen[word.hash & 0xffff] === textsSeen) sight.lowerSeen[at] = 1;
      before = previous;
      previous = word.hash;
    } else if (kinds[at] === TOKEN.mark && isColon(text.charCodeAt(starts[at] ?? 0))) {
      label = previous;
      label2 = mix(before, previous);
    }
  }
  let next = 0;
  for (let at = count - 1; at >= 0; at--) {
    sight.nextWord[at] = next;
    if (kinds[at] === TOKEN.letters) next = own(at).hash;
    if (gaps[at] === GAP.line) next = 0;
  }
  for (let from = 0; from < count; ) from = seeChunk(sight, { from, own, kinds, count });
  return sight;
}

interface Chunk {
  readonly from: number;
  readonly own: (at: number) => WordSight;
  readonly kinds: Uint8Array;
  readonly count: number;
}

const LONGEST_CHUNK = 24;

function seeChunk(
  sight: Pick<TextSight, 'chunkShape' | 'chunkPlace' | 'gaps'>,
  { from, own, kinds, count }: Chunk,
): number {
  let to = from + 1;
  while (to < count && sight.gaps[to] === GAP.none && to - from < LONGEST_CHUNK) to++;
  let hash = HASH_START;
  for (let at = from; at < to; at++) {
    const { shape } = own(at);
    hash = mix(hash, kinds[at] === TOKEN.letters ? shape & 7 : shape);
  }
  for (let at = from; at < to; at++) {
    sight.chunkShape[at] = hash;
    sight.chunkPlace[at] = at - from;
  }
  return to;
}

function isColon(code: number): boolean {
  return code === 58 || code === 61 || code === 35 || code === 0xff1a;
}

function modeOf({ count, kinds }: Tokens, own: (at: number) => WordSight): number {
  let [letters, upper, lower] = [0, 0, 0];
  for (let at = 0; at < count; at++) {
    if (kinds[at] !== TOKEN.letters) continue;
    const form = own(at).shape & 7;
    letters++;
    if (form === 1 || form === 2) upper++;
    if (form === 0) lower++;
  }
  if (letters === 0) return 3;
  return upper > 0.6 * letters ? 1 : lower > 0.97 * letters ? 2 : 0;
}
