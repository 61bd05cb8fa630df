import type { PendingReview } from '@sallyport/guard';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { guardedStage } from './guarded-client.test-support.ts';
import { type OpenAIVersion, VERSIONS } from './openai-versions.test-support.ts';

const stage = guardedStage();
const PATIENCE = { timeout: 60_000 };
const input = { model: 'text-embedding-3-small', input: 'SSN: 078-05-1120.' };

/** A client whose calls people must approve, and the reviews it was told about. */
function waitingClient({ OpenAI }: Pick<OpenAIVersion, 'OpenAI'>, settings: object = {}) {
  const told: PendingReview[] = [];
  const onReviewPending = (review: PendingReview) => told.push(review);
  const client = new OpenAI({ sallyport: { ...stage.settings, onReviewPending, ...settings } });
  return { client, told };
}

async function asked(told: readonly PendingReview[], times = 1): Promise<string> {
  await vi.waitFor(() => expect(told.length).toBeGreaterThanOrEqual(times), PATIENCE);
  return told[0]?.id ?? '';
}

const failure = (call: PromiseLike<unknown>) =>
  Promise.resolve(call).then(
    () => undefined,
    (cause: unknown) => cause,
  );

beforeEach(() => {
  stage.companion.reviews.needed = () => true;
});

describe.each(VERSIONS)('a call of openai $version that people must approve', ({ version, openai, OpenAI }) => {
  it('waits, and gives its answer', async () => {
    const { client, told } = waitingClient({ OpenAI });
    const call = Promise.resolve(client.embeddings.create(input));
    stage.companion.reviews.decide(await asked(told), 'approve');
    expect((await call).data).toHaveLength(1);
    const [first, second] = stage.calls();
    expect(second?.body.toString()).toBe(first?.body.toString());
    expect(second?.body.toString()).toContain('[SSN]');
    expect(stage.calls()).toHaveLength(2);
  });

  it('and that they reject is refused once, with the native error', async () => {
    const { client, told } = waitingClient({ OpenAI });
    // A rejection stands for the same bytes: each version has its own.
    const rejected = { ...input, model: `rejected-${version}` };
    const call = failure(client.embeddings.create(rejected));
    stage.companion.reviews.decide(await asked(told), 'reject');
    const error = await call;
    expect(error).toBeInstanceOf(openai.PermissionDeniedError);
    expect(error).toMatchObject({ status: 403, code: 'review_rejected' });
    expect(await failure(client.embeddings.create(rejected))).toMatchObject({ code: 'review_rejected' });
    expect(stage.calls()).toHaveLength(2);
  });

  it('goes on waiting for the same review when the client’s own time runs out and it tries again', async () => {
    const { client, told } = waitingClient({ OpenAI });
    const call = Promise.resolve(client.embeddings.create(input, { timeout: 3_000, maxRetries: 5 }));
    const before = stage.companion.reviews.all.length;
    const id = await asked(told, 2);
    stage.companion.reviews.decide(id, 'approve');
    expect((await call).data).toHaveLength(1);
    expect(stage.companion.reviews.all.length - before).toBeLessThanOrEqual(1);
    expect(new Set(told.map((review) => review.id)).size).toBe(1);
    expect(new Set(stage.calls().map(({ headers }) => headers['sallyport-correlation'])).size).toBe(1);
    expect(new Set(stage.calls().map(({ body }) => body.toString())).size).toBe(1);
  });

  it('does not wait where its settings say so, and is told where to look', async () => {
    const settings = { reviewTimeoutMs: 0, purpose: 'treatment', subjectOfCare: 'pt-1' } as const;
    const { client, told } = waitingClient({ OpenAI }, settings);
    const headers = { 'sallyport-purpose': 'research', 'sallyport-subject': 'pt-2' };
    const error = await failure(client.embeddings.create({ ...input, model: `at-once-${version}` }, { headers }));
    expect(error).toBeInstanceOf(openai.PermissionDeniedError);
    expect(error).toMatchObject({ code: 'review_required' });
    const given = Reflect.get(Object(error), 'headers') as Headers;
    expect(stage.companion.reviews.all.map(({ id }) => id)).toContain(given.get('sallyport-review'));
    expect(stage.calls().map((call) => call.headers['sallyport-purpose'])).toEqual(['research']);
    expect(stage.calls().map((call) => call.headers['sallyport-subject'])).toEqual(['pt-2']);
    expect(told).toEqual([]);
  });
});
