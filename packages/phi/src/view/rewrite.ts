import type { Span } from '@sallyport/core';

/** A text read otherwise, and the way back. */
export interface View {
  readonly text: string;
  /**
   * Gives spans of the view their offsets in what it was made of. Each covers the whole of what stood there: an entity,
   * an escape, an encoded block, a letter with its marks, whatever was left out within, nothing beside it.
   */
  readonly toOriginal: (spans: readonly Span[]) => readonly Span[];
}

/** Writes a view of a text from left to right. What is not replaced stays. */
export class Rewrite {
  readonly #text: string;
  readonly #parts: string[] = [];
  // The four lists of what was replaced, by index. One unit for one shifts nothing, and is not in them.
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #viewStarts: number[] = [];
  readonly #viewEnds: number[] = [];
  #read = 0;
  #written = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Replaces a stretch, which must begin where the one before ended, or behind. */
  replace(start: number, end: number, by: string): void {
    this.#parts.push(this.#text.slice(this.#read, start), by);
    const viewStart = this.#written + start - this.#read;
    this.#read = end;
    this.#written = viewStart + by.length;
    if (end - start === 1 && by.length === 1) return;
    this.#starts.push(start);
    this.#ends.push(end);
    this.#viewStarts.push(viewStart);
    this.#viewEnds.push(this.#written);
  }

  /** The view; `undefined` when nothing was replaced. */
  finish(): View | undefined {
    if (this.#parts.length === 0) return undefined;
    const text = this.#parts.join('') + this.#text.slice(this.#read);
    if (this.#starts.length === 0) return { text, toOriginal: (spans) => spans };
    const places: Places = {
      starts: Int32Array.from(this.#starts),
      ends: Int32Array.from(this.#ends),
      viewStarts: Int32Array.from(this.#viewStarts),
      viewEnds: Int32Array.from(this.#viewEnds),
    };
    return { text, toOriginal: (spans) => spans.map((span) => placeOf(span, places)) };
  }
}

interface Places {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly viewStarts: Int32Array;
  readonly viewEnds: Int32Array;
}

function placeOf(span: Span, places: Places): Span {
  return { ...span, start: edgeOf(span.start, places, places.starts), end: edgeOf(span.end - 1, places, places.ends) };
}

/** Where the unit of the view at `at` begins or ends in the original, as `edges` says: the starts, or the ends. */
function edgeOf(at: number, { starts, ends, viewStarts, viewEnds }: Places, edges: Int32Array): number {
  const index = lastUpTo(viewStarts, at);
  if (index >= 0 && at < (viewEnds[index] as number)) return edges[index] as number;
  const shift = index < 0 ? 0 : (ends[index] as number) - (viewEnds[index] as number);
  return at + shift + (edges === starts ? 0 : 1);
}

/** The last index of an ascending list whose number is not above `most`; -1 when there is none. */
function lastUpTo(list: Int32Array, most: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] as number) <= most) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
