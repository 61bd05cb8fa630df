import type { AppliedCounts, EntityCounts } from '@sallyport/core';

/** Chance that is the same for the same seed. */
export class SampleChance {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = mulberry32(seed);
  }

  /** From 0 to below 1. */
  part(): number {
    return this.#next();
  }

  one<T>(of: readonly T[]): T {
    return of[this.whole(of.length)] as T;
  }

  whole(below: number): number {
    return Math.floor(this.#next() * below);
  }

  uuid(): string {
    const digits = Array.from({ length: 32 }, (_, place) => (place === 12 ? 4 : place === 16 ? 8 : this.whole(16)));
    const hex = digits.map((digit) => digit.toString(16)).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }

  /** What a request has. */
  found(): EntityCounts {
    const found: Partial<Record<string, number>> = {};
    for (const [entity, chance, most] of LIKELY) {
      if (this.#next() < chance) found[entity] = 1 + this.whole(most);
    }
    return found as EntityCounts;
  }
}

/** What is done about what a request has, where `usual` is what is done usually. */
export function sampleApplied(found: EntityCounts, usual: string): AppliedCounts {
  const rows = Object.entries(found).map(([entity, count]) => [entity, { [operatorOf(entity, usual)]: count }]);
  return Object.fromEntries(rows);
}

/** How likely a request has an entity, and how many at most. */
const LIKELY: readonly (readonly [string, number, number])[] = [
  ['NAME', 0.8, 6],
  ['DATE', 0.7, 8],
  ['MRN', 0.45, 2],
  ['LOCATION', 0.35, 3],
  ['PHONE', 0.22, 2],
  ['AGE_OVER_89', 0.05, 1],
  ['EMAIL', 0.1, 1],
  ['SSN', 0.06, 1],
  ['HEALTH_PLAN', 0.12, 1],
  ['ACCOUNT', 0.05, 1],
  ['LICENSE', 0.07, 2],
  ['DEVICE', 0.06, 1],
  ['IP', 0.02, 2],
  ['OTHER_ID', 0.15, 3],
];

function operatorOf(entity: string, usual: string): string {
  if (entity === 'SSN' || entity === 'ACCOUNT') return 'redact';
  if (usual === 'allow') return 'allow';
  if (entity === 'DATE') return 'date_shift';
  if (entity === 'LOCATION' || entity === 'AGE_OVER_89') return 'generalize';
  if (entity === 'PHONE') return 'mask';
  return entity === 'NAME' && usual === 'redact' ? 'surrogate' : usual;
}

/** Numbers from 0 to below 1, the same for the same seed. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
