import { createHash } from 'node:crypto';
import { type Identity, SallyportError, sameIdentity } from '@sallyport/core';
import type { ReceivedRequest } from '../provider/start-provider.ts';
import type { StandInAnswer } from './stand-in-answer.ts';

/** What an intent promised of a session's original. */
export interface PromisedOriginal {
  readonly owner: Identity;
  /** SHA-256, in base64url. */
  readonly promised: string;
}

const PATH = /^\/v1\/sessions\/([0-9a-f-]{36})\/originals$/;

/** The sealed originals of a stand-in's sessions. */
export class StandInOriginals {
  readonly #expected = new Map<string, PromisedOriginal>();
  readonly #brought = new Map<string, Buffer>();

  /** What was promised, by session. */
  get expected(): ReadonlyMap<string, PromisedOriginal> {
    return this.#expected;
  }

  /** What was brought, by session. */
  get brought(): ReadonlyMap<string, Buffer> {
    return this.#brought;
  }

  /** Notes a promise. */
  expect(session: string, promised: PromisedOriginal): void {
    this.#expected.set(session, promised);
  }

  /** Tells whether a path is that of an original. */
  isFor(path: string): boolean {
    return PATH.test(path);
  }

  /** Takes one in, from whom promised it. Raises `session_unknown`, `originals_invalid`, `originals_conflict`. */
  answer({ method, path, body }: ReceivedRequest, identity: Identity): StandInAnswer {
    const session = PATH.exec(path)?.[1] ?? '';
    const promise = this.#expected.get(session);
    if (method !== 'PUT' || promise === undefined || !sameIdentity(promise.owner, identity)) {
      throw new SallyportError('session_unknown');
    }
    const digest = createHash('sha256').update(body).digest('base64url');
    const before = this.#brought.get(session);
    if (before !== undefined && !before.equals(body)) throw new SallyportError('originals_conflict');
    if (digest !== promise.promised) throw new SallyportError('originals_invalid');
    this.#brought.set(session, body);
    return { status: before === undefined ? 201 : 200, body: JSON.stringify({ session, originals: digest }) };
  }
}
