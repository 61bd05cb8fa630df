import { type AdminAnswer, textOf } from '../admin/admin-answer.ts';
import { counted } from '../policy/counted.ts';
import { countOf, objectOf, objectsOf } from '../reviews/review-answer.ts';
import { visibleLine } from '../scan/visible-text.ts';
import { layOut } from '../table.ts';

const HEAD = ['DIGEST', 'STATE', 'FROM', 'TO', 'FINDINGS', 'CONCLUSION', 'SIGNED BY'];

/** The list of digests as a table, and first how many wait and are overdue. Raises `companion_invalid`. */
export function listDigests(answer: AdminAnswer): string {
  const digests = objectsOf(answer, 'digests');
  const standing = standingOf(answer);
  if (digests.length === 0) return `${standing}\n`;
  const table = layOut([HEAD, ...digests.map(rowOf)].map((row) => row.map(visible)));
  return `${standing}\n\n${table}\n${answer.more === true ? 'and more, older ones\n' : ''}`;
}

function standingOf(answer: AdminAnswer): string {
  const [waiting, overdue] = [countOf(answer, 'waiting'), countOf(answer, 'overdue')];
  const none = textOf(answer, 'every') === 'off' ? '; none are made: activity.every is off' : '';
  if (waiting === 0) return `no digest waits to be signed off${none}`;
  const waits = `${counted(waiting, 'digest')} ${waiting === 1 ? 'waits' : 'wait'} to be signed off`;
  return `${waits}${overdue === 0 ? '' : `, ${overdue} overdue`}${none}`;
}

function rowOf(digest: AdminAnswer): readonly (string | number)[] {
  const [id = '', state = '', from = '', to = ''] = ['id', 'state', 'from', 'to'].map((name) => textOf(digest, name));
  const signed = state === 'signed';
  return [
    ...[id, state, from, to],
    countOf(digest, 'findings'),
    signed ? conclusionWords(textOf(digest, 'conclusion')) : '',
    signed ? textOf(objectOf(digest, 'signed_by'), 'subject') : '',
  ];
}

/** `no concern` */
export function conclusionWords(conclusion: string): string {
  return conclusion.replaceAll('_', ' ');
}

function visible(cell: string | number): string | number {
  return typeof cell === 'string' ? visibleLine(cell) : cell;
}
