import type { Place, Victim } from './place.ts';

/** When to strike, by what happens in the companion. */
export interface Aim {
  readonly place: Place;
  /** At so many entries into the place from now on. */
  readonly count: number;
  /** So many milliseconds after the entry. 0 is the entry itself: nothing else happens in the process before. */
  readonly delayMs: number;
}

/** One blow: what it kills, all at once, and when. */
export interface Strike {
  readonly victims: readonly Victim[];
  /** After so many milliseconds, whatever happens then, or by an aim. */
  readonly when: { readonly afterMs: number } | { readonly aim: Aim };
}
