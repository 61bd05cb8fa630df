import { type ErrorCode, REVIEW_STATES, type ReviewState, SallyportError } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { waitForReview } from './wait-for-review.ts';

const ASKED = { id: '00000000-0000-4000-8000-00000000000a', url: 'https://s.example/r', state: 'pending' } as const;
const view = (state: ReviewState) => ({ ...ASKED, state, expiresAt: 1, approvals: { given: 0, quorum: 1 } });

const isState = (step: string): step is ReviewState => (REVIEW_STATES as readonly string[]).includes(step);

/** Waits for a review that stands so, one look after another; after the last the wait is broken off. */
function wait(...steps: readonly (ReviewState | Exclude<ErrorCode, 'cancelled'>)[]) {
  const [looked, noted]: [boolean[], ReviewState[]] = [[], []];
  const ending = new AbortController();
  const calls = {
    look: async ({ patient }: { readonly patient: boolean }) => {
      const step = steps[looked.length];
      looked.push(patient);
      if (step === undefined) ending.abort(new SallyportError('shutting_down'));
      if (step === undefined || !isState(step)) throw new SallyportError(step ?? 'cancelled');
      return { review: view(step), laterMs: 0 };
    },
  };
  const progress = { note: ({ state }: { readonly state: ReviewState }) => void noted.push(state) };
  const ended = waitForReview(ASKED, { calls, progress, signal: ending.signal }).then(
    () => 'approved',
    ({ code, details }: SallyportError) => [code, details.review?.state],
  );
  return { ended, looked, noted, ending };
}

describe('waiting for a review', () => {
  it('looks at once, and then patiently, until it is approved', async () => {
    const { ended, looked, noted } = wait('pending', 'pending', 'approved');
    expect(await ended).toBe('approved');
    expect(looked).toEqual([false, true, true]);
    expect(noted).toEqual(['pending', 'pending', 'approved']);
  });

  it.each<[ReviewState, ErrorCode]>([
    ['rejected', 'review_rejected'],
    ['expired', 'review_expired'],
    ['cancelled', 'review_cancelled'],
    ['used', 'review_used'],
  ])('ends when it is %s', async (state, code) => {
    expect(await wait('pending', state).ended).toEqual([code, state]);
  });

  it.each<Exclude<ErrorCode, 'cancelled'>>([
    'companion_unreachable',
    'overloaded',
    'identity_unavailable',
    'quota_exceeded',
    'ledger_unavailable',
  ])('goes on after %s', async (code) => {
    const { ended, looked } = wait(code, 'pending', 'approved');
    expect(await ended).toBe('approved');
    expect(looked).toEqual([false, false, true]);
  });

  it.each<Exclude<ErrorCode, 'cancelled'>>([
    'review_unknown',
    'companion_invalid',
    'companion_untrusted',
    'token_expired',
    'internal',
  ])('ends after %s', async (code) => {
    const { ended, looked } = wait(code);
    expect(await ended).toEqual([code, undefined]);
    expect(looked).toHaveLength(1);
  });

  it('ends with the reason of its signal, while it looks and while it rests', async () => {
    expect(await wait().ended).toEqual(['shutting_down', undefined]);
    const resting = wait('companion_unreachable', 'approved');
    await new Promise((resolve) => setImmediate(resolve));
    resting.ending.abort();
    expect(await resting.ended).toEqual(['cancelled', undefined]);
    expect(resting.looked).toHaveLength(1);
  });
});
