import { type AdminAnswer, textOf } from '../admin/admin-answer.ts';
import { visibleLine } from '../scan/visible-text.ts';
import { layOut } from '../table.ts';
import { approvalsOf, countsLine, objectOf, objectsOf } from './review-answer.ts';

const HEAD = ['REVIEW', 'STATE', 'APPROVED', 'BY', 'CONNECTION', 'OPERATION', 'FOUND', 'UNTIL', 'YOU'];

/** The list of reviews as a table. Raises `companion_invalid`. */
export function listReviews(answer: AdminAnswer): string {
  const reviews = objectsOf(answer, 'reviews');
  if (reviews.length === 0) return 'no reviews\n';
  const table = layOut([HEAD, ...reviews.map(rowOf)].map((row) => row.map(visibleLine)));
  return `${table}\n${answer.more === true ? 'and more, older ones\n' : ''}`;
}

function rowOf(review: AdminAnswer): readonly string[] {
  const [id = '', state = '', connection = '', operation = '', until = ''] = [
    'id',
    'state',
    'connection',
    'operation',
    'expires_at',
  ].map((name) => textOf(review, name));
  const found = countsLine(objectOf(review, 'found')) || 'nothing';
  const you = state === 'pending' && review.can_decide === true ? 'may decide' : '';
  const by = textOf(objectOf(review, 'requester'), 'subject');
  return [id, kindOf(review, state), approvalsOf(review), by, connection, operation, found, until, you];
}

function kindOf(review: AdminAnswer, state: string): string {
  const kind = textOf(review, 'kind');
  return kind === 'call' ? state : `${state} ${kind.replaceAll('_', ' ')}`;
}
