import { createHash, randomUUID } from 'node:crypto';
import { type Clock, correlationIdFrom } from '@sallyport/core';
import { type Reply, randomSubject } from '@sallyport/pipeline';
import type { FetchCall } from './request-call.ts';

/** What all attempts of one client call share, so that they are one call to an auditor and one text to the model. */
export interface SharedByAttempts {
  /** The UUID under which their sessions are grouped. */
  readonly correlationId: string;
  /** The secret of their surrogates and shifted dates. */
  readonly subject: Uint8Array;
}

/** How an attempt ended: with a reply, or, when the client gave it up, with none. */
export type AttemptEnd = Pick<Reply, 'status' | 'headers'> | undefined;

/** How long after a failed attempt the next one is still one of the same call: clients wait at most 60 s and a few more. */
const REMEMBERED_MS = 120_000;

/** How many failed attempts are remembered; the oldest go first, and what comes after them is a call of its own. */
const MOST_REMEMBERED = 256;

interface FailedAttempt {
  readonly key: string;
  readonly shared: SharedByAttempts;
  readonly time: number;
}

/**
 * Tells which fetch calls are attempts of one client call. Clients that Stainless generates (openai, Anthropic) rebuild headers and body
 * for each attempt and number them by `x-stainless-retry-count`: a numbered one belongs to the failed one of the same method, URL,
 * idempotency key and body. Of a body that is text a SHA-256 is remembered, never the text. Where two identical calls fail at once
 * either may go on as the other: they are the same text.
 */
export class ClientCalls {
  readonly #clock: Clock;
  readonly #bodies = new WeakMap<object, string>();
  #failed: readonly FailedAttempt[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What this attempt shares with those before it, or, where there are none, with those that may follow. */
  begin(call: FetchCall): SharedByAttempts {
    return (
      this.#takeFailed(call) ?? {
        correlationId: correlationIdFrom(call.headers['sallyport-correlation']),
        subject: randomSubject(),
      }
    );
  }

  /** Remembers an attempt if its client will try again, by the rule all these clients have. */
  end(call: FetchCall, { shared, reply }: { readonly shared: SharedByAttempts; readonly reply: AttemptEnd }): void {
    if (!isTriedAgain(reply)) return;
    const failed = { key: this.#keyOf(call), shared, time: this.#clock.now() };
    this.#failed = [...this.#remembered(), failed].slice(-MOST_REMEMBERED);
  }

  #takeFailed(call: FetchCall): SharedByAttempts | undefined {
    if (this.#failed.length === 0 || !/^[1-9]\d{0,2}$/.test(call.headers['x-stainless-retry-count'] ?? '')) return;
    const key = this.#keyOf(call);
    this.#failed = this.#remembered();
    const at = this.#failed.findLastIndex((failed) => failed.key === key);
    const taken = this.#failed[at];
    this.#failed = this.#failed.filter((_, index) => index !== at);
    return taken?.shared;
  }

  #remembered(): readonly FailedAttempt[] {
    const since = this.#clock.now() - REMEMBERED_MS;
    return this.#failed.filter(({ time }) => time >= since);
  }

  #keyOf({ method, url, headers, body }: FetchCall): string {
    const hash = createHash('sha256');
    for (const part of [method, url, headers['idempotency-key'] ?? '']) hash.update(`${part}\n`);
    return hash.update(typeof body === 'string' ? body : this.#nameOf(body)).digest('base64url');
  }

  /** A body that is an object goes into every attempt as it is: it gets a name by which it is known again. */
  #nameOf(body: Exclude<FetchCall['body'], string>): string {
    if (body === null || body === undefined) return '';
    const name = this.#bodies.get(body) ?? randomUUID();
    this.#bodies.set(body, name);
    return name;
  }
}

/** `x-should-retry` decides, else 408, 409, 429 and everything from 500. What was given up may have been by a timeout. */
function isTriedAgain(reply: AttemptEnd): boolean {
  if (reply === undefined) return true;
  const told = reply.headers['x-should-retry'];
  if (told === 'true' || told === 'false') return told === 'true';
  return [408, 409, 429].includes(reply.status) || reply.status >= 500;
}
