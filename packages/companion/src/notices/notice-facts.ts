import { ENTITIES, type EntityCounts, type ReviewState } from '@sallyport/core';
import type { NoticeKind } from '../reviews/notifier.ts';
import type { Notice, NoticeReview } from './notice.ts';

/** A line of a notice for people: what it is about, and what is to be said of it. Plain text, one line each. */
export interface Fact {
  readonly title: string;
  readonly value: string;
}

const HEADLINES: Readonly<Record<Exclude<NoticeKind, 'decided'>, string>> = {
  requested: 'A call waits for review',
  escalated: 'A call still waits for review',
  break_glass: 'A call went on without a reviewer',
  expired: 'A review has expired',
};

const DECIDED: Readonly<Record<ReviewState, string>> = {
  pending: 'A review was decided',
  approved: 'A call was approved',
  rejected: 'A call was rejected',
  expired: 'A review was decided and has expired',
  cancelled: 'An approval was taken back',
  used: 'A call was approved and sent',
};

/** Longer names are cut: an issuer may call its subjects what it likes. */
const LONGEST = 200;

/** What is no letter, or would turn the direction of the text around it: controls, separators of lines, marks of direction. */
const UNSEEN = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu;

/** What a notice is called. */
export function headlineOf({ kind, review }: Notice): string {
  return kind === 'decided' ? DECIDED[review.state] : HEADLINES[kind];
}

/** What a notice says of its review, in the order in which people ask. */
export function factsOf({ review }: Notice): readonly Fact[] {
  const { requester, connection, operation, purpose, inputs, bodyBytes, state } = review;
  const facts: readonly (readonly [string, string])[] = [
    ['Requester', oneLine(requester.subject)],
    ['Issuer', oneLine(requester.issuer)],
    ['Connection', connection],
    ['Operation', oneLine(operation)],
    ['Found', foundOf(review.found)],
    ['Inputs', String(inputs)],
    ['Size', `${bodyBytes} bytes`],
    ['Purpose', purpose ?? 'not said'],
    ['State', state],
    ['Requested', timeOf(review.requestedAt)],
    ['Expires', timeOf(review.expiresAt)],
    ['Review', review.id],
  ];
  return facts.map(([title, value]) => ({ title, value }));
}

/** Whether people can still decide it. */
export function isOpen({ state }: NoticeReview): boolean {
  return state === 'pending';
}

function foundOf(found: EntityCounts): string {
  const said = ENTITIES.flatMap((entity) => {
    const count = found[entity] ?? 0;
    return count > 0 ? [`${count} ${entity}`] : [];
  });
  return said.length === 0 ? 'nothing' : said.join(', ');
}

function oneLine(text: string): string {
  const letters = [...text.replaceAll(UNSEEN, ' ')];
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST).join('')}…` : letters.join('');
}

/** To the second, in UTC. */
function timeOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
