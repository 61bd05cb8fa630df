import { PLACES, type Place, VICTIMS, type Victim } from '../plan/place.ts';

/** Where strikes landed. */
export interface LandingCounts {
  readonly place: Place;
  /** Strikes of any kind. */
  readonly strikes: number;
  /** Strikes that killed this victim; one that kills several counts for each. */
  readonly killed: Readonly<Record<Victim, number>>;
}

/** Counts strikes by place and victim: one lands in each place where at least one request stands at that moment. */
export class Landings {
  readonly #strikes = new Map<string, number>();

  count(victims: readonly Victim[], places: ReadonlySet<Place>): void {
    for (const place of places) for (const who of ['any', ...victims]) this.#add(`${place} ${who}`);
    for (const who of ['any', ...victims]) this.#add(`all ${who}`);
  }

  /** By place, in the order of `PLACES`. */
  byPlace(): readonly LandingCounts[] {
    return PLACES.map((place) => ({ place, strikes: this.#get(`${place} any`), killed: this.#killed(place) }));
  }

  /** All strikes, wherever they landed. */
  all(): Omit<LandingCounts, 'place'> {
    return { strikes: this.#get('all any'), killed: this.#killed('all') };
  }

  #killed(place: Place | 'all'): Readonly<Record<Victim, number>> {
    return Object.fromEntries(VICTIMS.map((victim) => [victim, this.#get(`${place} ${victim}`)])) as never;
  }

  #add(key: string): void {
    this.#strikes.set(key, this.#get(key) + 1);
  }

  #get(key: string): number {
    return this.#strikes.get(key) ?? 0;
  }
}
