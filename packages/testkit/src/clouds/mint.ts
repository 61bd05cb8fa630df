import { randomBytes } from 'node:crypto';
import type { Clock } from '@sallyport/core';

/** Makes opaque tokens, and knows which of them live. */
export class Mint {
  /** Seconds that what it makes from now on lives. */
  lifetimeSeconds = 3600;
  readonly #clock: Clock;
  #live: readonly { readonly token: string; readonly expiresAt: number }[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** All that live, oldest first. */
  get tokens(): readonly string[] {
    return this.#live.filter(({ expiresAt }) => this.#clock.now() < expiresAt).map(({ token }) => token);
  }

  /** When one that is made now ends. */
  get ends(): Date {
    return new Date(this.#clock.now() + this.lifetimeSeconds * 1000);
  }

  /** Makes one; `prefix` tells whose it is. */
  make(prefix: string): string {
    const token = `${prefix}${randomBytes(30).toString('base64url')}`;
    this.#live = [...this.#live, { token, expiresAt: this.ends.getTime() }];
    return token;
  }

  /** Withdraws all that it made. */
  revokeAll(): void {
    this.#live = [];
  }
}
