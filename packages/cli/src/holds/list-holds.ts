import { type AdminAnswer, textOf } from '../admin/admin-answer.ts';
import { objectOf, objectsOf } from '../reviews/review-answer.ts';
import { visibleLine } from '../scan/visible-text.ts';
import { layOut } from '../table.ts';

const HEAD = ['HOLD', 'ON', 'BY', 'SINCE', 'RELEASED', 'WHY'];

/** The list of legal holds as a table. Raises `companion_invalid`. */
export function listHolds(answer: AdminAnswer): string {
  const holds = objectsOf(answer, 'holds');
  if (holds.length === 0) return 'no legal holds\n';
  return `${layOut([HEAD, ...holds.map(rowOf)].map((row) => row.map(visibleLine)))}\n`;
}

function rowOf(hold: AdminAnswer): readonly string[] {
  const released = hold.released_at === undefined ? '' : textOf(hold, 'released_at');
  const by = textOf(objectOf(hold, 'placed_by'), 'subject');
  return [textOf(hold, 'hold_id'), scopeOf(hold), by, textOf(hold, 'placed_at'), released, textOf(hold, 'reason')];
}

/** What it holds, in words: all of it must be true of a recording. */
function scopeOf(hold: AdminAnswer): string {
  const said = (name: string, word: string) => (hold[name] === undefined ? [] : [`${word} ${textOf(hold, name)}`]);
  const identity = hold.subject === undefined ? [] : [`${textOf(hold, 'subject')} (${textOf(hold, 'issuer')})`];
  const care = hold.of_subject_of_care === true ? ['a subject of care'] : [];
  return [
    ...said('session_id', 'session'),
    ...said('correlation_id', 'correlation'),
    ...identity,
    ...said('connection', 'connection'),
    ...care,
  ].join(', ');
}
