import { PLACES, type Place } from '../plan/place.ts';
import type { Line } from '../process/orders.ts';

/** Which requests the companion has, and where each stands: it was last seen to enter there, and its answer is not out yet. */
export class Flights {
  readonly #places = new Map<string, Place>();

  /** Takes in a line of the companion. */
  take([word, first = '', second = '']: Line): void {
    if (word === 'leave') this.#places.delete(first);
    const place = PLACES.find((one) => one === first);
    if (word === 'enter' && place !== undefined) this.#places.set(second, place);
  }

  /** The places where at least one request stands. */
  places(): ReadonlySet<Place> {
    return new Set(this.#places.values());
  }

  /** The companion has died, and all requests with it. */
  clear(): void {
    this.#places.clear();
  }
}
