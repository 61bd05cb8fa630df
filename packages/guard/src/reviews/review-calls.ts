import { type BreakGlassReason, type Identity, SallyportError } from '@sallyport/core';
import type { CompanionClient, GrantedRequest } from '../companion/companion-client.ts';
import type { HttpAnswer } from '../companion/companion-http.ts';
import { refusalCode } from '../companion/refusal-code.ts';
import { retryAfter } from '../delivery/backoff.ts';
import { type ReviewView, readReview } from './read-review.ts';

/** Why a call goes on without a reviewer. */
export interface BreakGlassOrder {
  readonly reason: BreakGlassReason;
  /** 1 to 2,000 characters. The companion seals it, and shows it to those who review the call after the fact. */
  readonly justification: string;
}

/** What a look at a review gave. */
export interface ReviewLook {
  readonly review: ReviewView;
  /** How long the companion wants to be left alone, in milliseconds. */
  readonly laterMs: number;
}

/** How long the companion is asked to wait for a change: the longest it does. Seconds. */
const WAIT_S = 25;

/** What an answer may take beyond that. Milliseconds. */
const ANSWER_MS = 10_000;

const MAX_REVIEW_BYTES = 65_536;

/** One review of the requester's, asked about and acted on by control calls under its grant. */
export class ReviewCalls {
  readonly #client: CompanionClient;
  readonly #identity: Identity;
  readonly #id: string;

  constructor(client: CompanionClient, { identity, id }: { readonly identity: Identity; readonly id: string }) {
    this.#client = client;
    this.#identity = identity;
    this.#id = id;
  }

  /**
   * Looks at it: at once, or when it changes, or after 25 s. Raises `companion_*`, `identity_unavailable`, `cancelled`, and what
   * the companion refuses with.
   */
  look({ signal, patient }: { readonly signal: AbortSignal; readonly patient: boolean }): Promise<ReviewLook> {
    const query = patient ? `?wait=${WAIT_S}` : '';
    const timeoutMs = patient ? WAIT_S * 1000 + ANSWER_MS : ANSWER_MS;
    return this.#call({ method: 'GET', path: query, signal, timeoutMs });
  }

  /** Takes the question back. Raises as `look` does, and `review_conflict`. */
  async cancel(): Promise<void> {
    await this.#call({ method: 'POST', path: '/cancel' });
  }

  /** Goes on without a reviewer. Raises as `look` does, and `break_glass_not_allowed`, `justification_invalid`, `review_conflict`. */
  async breakGlass({ reason, justification }: BreakGlassOrder): Promise<void> {
    await this.#call({
      method: 'POST',
      path: '/break-glass',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ reason, justification }),
    });
  }

  async #call({ path, ...request }: Omit<GrantedRequest, 'identity' | 'maxBytes'>): Promise<ReviewLook> {
    const answer = await this.#client.call({
      ...request,
      path: `/v1/reviews/${this.#id}${path}`,
      identity: this.#identity,
      maxBytes: MAX_REVIEW_BYTES,
    });
    const review = answer.status === 200 ? readReview(answer.body, this.#id) : undefined;
    if (review === undefined) throw failureOf(answer);
    return { review, laterMs: retryAfter(answer.headers['retry-after']) };
  }
}

/** What is away now may be there later; what cannot be read is no companion. */
function failureOf({ status, headers, body }: HttpAnswer): SallyportError {
  const code = status === 200 ? undefined : refusalCode(body);
  const away = status >= 500 || status === 429 || status === 408;
  const retryAfterS = retryAfter(headers['retry-after']) / 1000;
  return new SallyportError(code ?? (away ? 'companion_unreachable' : 'companion_invalid'), {
    ...(retryAfterS > 0 ? { retryAfter: retryAfterS } : {}),
  });
}
