import { SallyportError } from '@sallyport/core';

interface Waiting {
  readonly places: number;
  readonly admit: () => void;
}

/**
 * Lets in as many as there are places for; who finds too few waits, first come, first served. How many wait is bounded by whoever is in
 * front of it.
 */
export class Turnstile {
  readonly #capacity: number;
  readonly #waiting: Waiting[] = [];
  #free: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#free = capacity;
  }

  /** Takes places, and gives what gives them back, once. Raises `cancelled` when the signal comes first, `internal` for more places than there are. */
  enter(places: number, signal: AbortSignal): Promise<() => void> {
    return new Promise((resolve, reject) => {
      if (places > this.#capacity) reject(new SallyportError('internal'));
      else if (signal.aborted) reject(new SallyportError('cancelled'));
      else {
        const waiting: Waiting = {
          places,
          admit: () => {
            signal.removeEventListener('abort', giveUp);
            resolve(this.#take(places));
          },
        };
        const giveUp = (): void => {
          this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
          reject(new SallyportError('cancelled'));
          this.#admit();
        };
        signal.addEventListener('abort', giveUp, { once: true });
        this.#waiting.push(waiting);
        this.#admit();
      }
    });
  }

  #take(places: number): () => void {
    this.#free -= places;
    let inside = true;
    return () => {
      if (!inside) return;
      inside = false;
      this.#free += places;
      this.#admit();
    };
  }

  #admit(): void {
    for (let [next] = this.#waiting; next !== undefined && next.places <= this.#free; [next] = this.#waiting) {
      this.#waiting.shift();
      next.admit();
    }
  }
}
