/** Four words of the UUID, and one that says who signed; that of an empty place is 0. */
const WORDS = 5;
const LEAST_PLACES = 1_024;
/** Beyond three quarters full, looking a place up takes many steps. */
const FULLEST = 0.75;

/** A UUID, and the number of who signed what has it; all of them whole numbers below 2^32, the last one below 2^32 − 1. */
export type PackedId = readonly [number, number, number, number, number];

const ID = /^(?:(\d{1,9})\/)?([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})([0-9a-f]{8})$/;

/** Packs a UUID in lower case (RFC 9562 §4), or a signer's number, a slash and a UUID. `undefined` for any other text. */
export function packId(id: string): PackedId | undefined {
  const [, signer, first, second, third, fourth, fifth, last] = ID.exec(id) ?? [];
  if (first === undefined) return undefined;
  const words = [first, `${second}${third}`, `${fourth}${fifth}`, last].map((hex) => Number.parseInt(hex ?? '', 16));
  return [...words, signer === undefined ? 0 : Number(signer) + 1] as unknown as PackedId;
}

/**
 * A set of packed ids in some 30 bytes each: a table with open addressing. Whoever wrote the ids cannot make looking them up slow: where each goes
 * depends on numbers drawn anew for each set.
 */
export class PackedIds {
  readonly #seeds = crypto.getRandomValues(new Uint32Array(WORDS)).map((seed) => seed | 1);
  #table = new Uint32Array(LEAST_PLACES * WORDS);
  #size = 0;

  /** How many ids it holds. */
  get size(): number {
    return this.#size;
  }

  /** Adds an id, and tells whether it was new. */
  add(id: PackedId): boolean {
    const at = this.#placeOf(id);
    if (this.#isTaken(at)) return false;
    this.#write(at, id);
    this.#size += 1;
    if (this.#size > (this.#table.length / WORDS) * FULLEST) this.#grow();
    return true;
  }

  /** Tells whether it holds an id. */
  has(id: PackedId): boolean {
    return this.#isTaken(this.#placeOf(id));
  }

  /** Where an id is, or would go. */
  #placeOf(id: PackedId): number {
    const table = this.#table;
    const places = table.length / WORDS;
    let place = this.#hash(id) & (places - 1);
    while (this.#isTaken(place * WORDS) && !this.#isAt(place * WORDS, id)) place = (place + 1) & (places - 1);
    return place * WORDS;
  }

  #isTaken(at: number): boolean {
    return this.#table[at + WORDS - 1] !== 0;
  }

  #isAt(at: number, [a, b, c, d, signer]: PackedId): boolean {
    const table = this.#table;
    const same = table[at] === a && table[at + 1] === b && table[at + 2] === c && table[at + 3] === d;
    return same && table[at + 4] === signer + 1;
  }

  #write(at: number, [a, b, c, d, signer]: PackedId): void {
    this.#table.set([a, b, c, d, signer + 1], at);
  }

  /** Each word goes in by a multiplier of its own, and in the end the upper bits, on which all of it had its effect, come down. */
  #hash(id: PackedId): number {
    let hash = 0;
    for (let word = 0; word < WORDS; word++) {
      hash = Math.imul(hash ^ (id[word] ?? 0), this.#seeds[word] ?? 1);
      hash ^= hash >>> 15;
    }
    return Math.imul(hash, 0x2c1b3c6d) >>> 4;
  }

  #grow(): void {
    const full = this.#table;
    this.#table = new Uint32Array(full.length * 2);
    for (let at = 0; at < full.length; at += WORDS) {
      if (full[at + WORDS - 1] === 0) continue;
      const [a = 0, b = 0, c = 0, d = 0, signer = 1] = full.subarray(at, at + WORDS);
      const id: PackedId = [a, b, c, d, signer - 1];
      this.#write(this.#placeOf(id), id);
    }
  }
}
