import { asSallyportError, type Clock, fromUtf8 } from '@sallyport/core';
import type { Database } from '../../storage/index.ts';
import { type AttachmentRow, attachmentsAbout } from '../attachment-rows.ts';
import type { ReviewKeys } from '../review-keys.ts';
import type { ReviewRecord } from '../review-record.ts';
import type { ReviewPlace } from '../review-url.ts';
import { checkReviewer, type ReviewerParts } from './check-reviewer.ts';
import { countedApprovals } from './counted-approvals.ts';
import { type DecisionRecord, decisionsAbout, justificationsAbout } from './decision-record.ts';
import { findReview } from './find-review.ts';
import { historyOf, type ListedReview, listReviews } from './list-reviews.ts';
import { decisionJson, pastJson, type ReviewStanding, reviewJson } from './review-json.ts';
import type { Reviewer } from './reviewer.ts';
import { type ShownAttachment, showAttachment } from './show-attachment.ts';
import { type ShownBody, shownBody } from './shown-body.ts';

/** Somebody who reads reviews. */
export interface Reader extends Reviewer {
  /** Whether they review at all: an auditor does not, and sees no body. */
  readonly reviews: boolean;
}

/** Reads reviews for people. Each method gives JSON, and raises `ledger_unavailable`. */
export interface ReviewReader {
  /** Those that wait first, newest first, at most 200. */
  list(reader: Reader): Promise<object>;
  /** One review, what was decided about it, and what its requester asked before; the redacted body to those who may decide it. Raises `review_unknown`, `secret_unsealed`. */
  show(reader: Reader, id: string): Promise<object>;
  /** What is attached to a review that waits, as `showAttachment` says. */
  attachment(reader: Reader, place: { readonly review: string; readonly number: number }): Promise<ShownAttachment>;
  /** One review as it is in the list. */
  tell(reader: Reader, review: ReviewRecord): Promise<object>;
}

/** What reading works with. */
export interface ReaderParts extends ReviewerParts {
  readonly database: Pick<Database, 'orm'>;
  readonly keys: Pick<ReviewKeys, 'open'>;
  readonly place: ReviewPlace;
  /** It never goes back. */
  readonly clock: Clock;
}

/** Reads reviews from a database. */
export function reviewReader(parts: ReaderParts): ReviewReader {
  const { database, place } = parts;
  return Object.freeze({
    list: async (reader) => {
      const { reviews, more } = await listReviews(database);
      const decisions = await decisionsAbout(
        database,
        reviews.map(({ id }) => id),
      );
      const all = await attachmentsAbout(
        database,
        reviews.map(({ id }) => id),
      );
      const told = reviews.map(async (review) => {
        const isOwn = (one: { readonly review: string }) => one.review === review.id;
        const own = { decisions: decisions.filter(isOwn), attachments: all.filter(isOwn) };
        return reviewJson(place, review, await standingOf(parts, { reader, review, ...own }));
      });
      return { reviews: await Promise.all(told), more };
    },
    attachment: (reader, at) => showAttachment(parts, reader, at),
    tell: async (reader, review) => {
      const decisions = await decisionsAbout(database, [review.id]);
      const attachments = await attachmentsAbout(database, [review.id]);
      return { review: reviewJson(place, review, await standingOf(parts, { reader, review, decisions, attachments })) };
    },
    show: async (reader, id) => {
      const review = await findReview(database, id);
      const decisions = await decisionsAbout(database, [id]);
      const attachments = await attachmentsAbout(database, [id]);
      const standing = await standingOf(parts, { reader, review, decisions, attachments });
      const past = await historyOf(database, review);
      return {
        review: {
          ...reviewJson(place, review, standing),
          ...(standing.canDecide ? openBody(parts, review) : {}),
          decisions: await decisionsJson(parts, review, decisions),
          history: past.filter((one) => one.id !== id).map(pastJson),
        },
      };
    },
  } satisfies ReviewReader);
}

interface Asked {
  readonly reader: Reader;
  readonly review: ListedReview;
  readonly decisions: readonly DecisionRecord[];
  readonly attachments: readonly AttachmentRow[];
}

async function standingOf(
  parts: ReaderParts,
  { reader, review, decisions, attachments }: Asked,
): Promise<ReviewStanding> {
  const may = reader.reviews && (await checkReviewer(parts, reader, review).then(() => true, isRefusal));
  if (review.state === 'pending') {
    return { canDecide: may, given: (await countedApprovals(parts, review, decisions)).length, attachments };
  }
  const approvals = decisions.filter(({ decision }) => decision === 'approve');
  const people = new Set(approvals.map(({ identity }) => parts.people.personOf(identity)));
  return { canDecide: may, given: people.size, attachments };
}

/** A refusal is an answer; that nobody can be asked is not. */
function isRefusal(cause: unknown): false {
  const error = asSallyportError(cause);
  if (error.retry) throw error;
  return false;
}

function openBody({ keys }: ReaderParts, { id, sealedBody, bodyCut }: ReviewRecord): Partial<ShownBody> {
  return sealedBody.length === 0 ? {} : shownBody(keys.open(sealedBody, { review: id, use: 'body' }), bodyCut);
}

async function decisionsJson(
  { database, keys }: ReaderParts,
  { id }: ReviewRecord,
  decisions: readonly DecisionRecord[],
): Promise<readonly object[]> {
  const sealed = await justificationsAbout(database, id);
  return decisions.map((decision) => {
    const bytes = sealed.get(decision.id);
    if (bytes === undefined) return decisionJson(decision);
    return decisionJson(decision, fromUtf8(keys.open(bytes, { review: id, use: 'justification' })));
  });
}
