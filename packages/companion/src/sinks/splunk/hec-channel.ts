import { randomUUID } from 'node:crypto';

const LONGEST_COOKIE = 4096;
const PAIR = /^[!#-+\--:<-~]+=[!#-+\--:<-[\]-~]*$/;

/**
 * A channel of the collector's: within it, acknowledgements have numbers. It keeps the cookies by which a balancer finds the indexer that has
 * them: elsewhere nobody knows of them.
 */
export class HecChannel {
  readonly id: string = randomUUID();
  #cookie = '';

  /** What requests of this channel say besides. */
  headers(): Readonly<Record<string, string>> {
    return this.#cookie === '' ? {} : { cookie: this.#cookie };
  }

  /** Keeps what `set-cookie` gives, in place of what it gave before; at most 4 KiB. */
  remember(given: string | string[] | undefined): void {
    if (given === undefined) return;
    const pairs = [given].flat().map((one) => (one.split(';', 1)[0] ?? '').trim());
    const cookie = pairs.filter((pair) => PAIR.test(pair)).join('; ');
    if (cookie.length <= LONGEST_COOKIE) this.#cookie = cookie;
  }
}
