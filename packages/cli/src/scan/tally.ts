import { ENTITIES, type Entity, type EntityCounts, type ErrorCode } from '@sallyport/core';
import type { Snippet } from './snippets.ts';

/** How many texts are listed one by one; the rest is in the totals alone. */
const LISTED = 10_000;
/** How many snippets are kept of all texts together. */
const KEPT_SNIPPETS = 2_000;

/** A text that was scanned: counts, never its words, but for the snippets where values are to be shown. */
export interface ScannedText {
  /** As it may be shown. */
  readonly name: string;
  readonly words: number;
  readonly characters: number;
  readonly counts: EntityCounts;
  readonly snippets: readonly Snippet[];
}

/** A file that could not be read. */
export interface RefusedFile {
  /** As it may be shown. */
  readonly name: string;
  readonly code: ErrorCode;
  /** The error's own words, without any value. */
  readonly reason: string;
}

/** What a run came to. */
export interface Totals {
  readonly texts: number;
  readonly words: number;
  readonly characters: number;
  readonly found: number;
  readonly counts: EntityCounts;
  /** Files that could not be read. */
  readonly refused: number;
  /** Entries of folders that were not looked into. */
  readonly passedOver: number;
  /** Snippets there were, of which at most 2,000 are kept. */
  readonly snippets: number;
}

/** Adds up a run. Its memory is bounded: at most 10,000 texts, as many refused files, and 2,000 snippets are kept. */
export class Tally {
  readonly #texts: ScannedText[] = [];
  readonly #refused: RefusedFile[] = [];
  readonly #counts = new Map<Entity, number>();
  #totals = { texts: 0, words: 0, characters: 0, found: 0, refused: 0, passedOver: 0, snippets: 0 };
  #kept = 0;

  /** Adds a text. */
  add(text: ScannedText): void {
    const found = countFound(text.counts);
    for (const entity of ENTITIES) {
      const count = text.counts[entity];
      if (count !== undefined) this.#counts.set(entity, (this.#counts.get(entity) ?? 0) + count);
    }
    this.#totals.texts += 1;
    this.#totals.words += text.words;
    this.#totals.characters += text.characters;
    this.#totals.found += found;
    this.#totals.snippets += text.snippets.length;
    if (this.#texts.length === LISTED) return;
    const snippets = text.snippets.slice(0, KEPT_SNIPPETS - this.#kept);
    this.#kept += snippets.length;
    this.#texts.push({ ...text, snippets });
  }

  /** Adds a file that could not be read. */
  refuse(file: RefusedFile): void {
    this.#totals.refused += 1;
    if (this.#refused.length < LISTED) this.#refused.push(file);
  }

  /** Adds an entry that was passed over. */
  passOver(): void {
    this.#totals.passedOver += 1;
  }

  /** The first 10,000 texts, in the order they were read. */
  get texts(): readonly ScannedText[] {
    return this.#texts;
  }

  /** The first 10,000 files that could not be read. */
  get refused(): readonly RefusedFile[] {
    return this.#refused;
  }

  /** The sums over everything, listed or not. Entities are in their own order. */
  get totals(): Totals {
    const counts = ENTITIES.flatMap((entity) => {
      const count = this.#counts.get(entity);
      return count === undefined ? [] : [[entity, count] as const];
    });
    return Object.freeze({ ...this.#totals, counts: Object.fromEntries(counts) as EntityCounts });
  }
}

/** How many identifiers counts add up to. */
export function countFound(counts: EntityCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
