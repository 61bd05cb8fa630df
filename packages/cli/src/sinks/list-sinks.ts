import { type AdminAnswer, textOf } from '../admin/admin-answer.ts';
import { countOf, objectsOf, optionalText } from '../reviews/review-answer.ts';
import { visibleLine } from '../scan/visible-text.ts';
import { layOut } from '../table.ts';

const HEAD = ['SINK', 'KIND', 'NEXT', 'BEHIND', 'AGE', 'DEAD', 'LAST DELIVERY', 'STATE'];

/** The list of sinks as a table. Raises `companion_invalid`. */
export function listSinks(answer: AdminAnswer): string {
  const sinks = objectsOf(answer, 'sinks');
  if (sinks.length === 0) return 'no sinks\n';
  return `${layOut([HEAD, ...sinks.map(rowOf)])}\n`;
}

function rowOf(sink: AdminAnswer): readonly (string | number)[] {
  return [
    visibleLine(textOf(sink, 'sink')),
    visibleLine(optionalText(sink, 'kind') ?? '-'),
    countOf(sink, 'next'),
    countOf(sink, 'lag_entries'),
    ageOf(countOf(sink, 'lag_seconds')),
    countOf(sink, 'dead_letters'),
    visibleLine(optionalText(sink, 'delivered_at') ?? 'never'),
    visibleLine(stateOf(sink)),
  ];
}

function stateOf(sink: AdminAnswer): string {
  const error = optionalText(sink, 'error');
  if (optionalText(sink, 'kind') === undefined) return 'not configured';
  if (error === undefined) return countOf(sink, 'lag_entries') === 0 ? 'up to date' : 'delivering';
  return `${error}, ${countOf(sink, 'failures')} times; again at ${optionalText(sink, 'due_at') ?? 'any time'}`;
}

/** `90 s`, `12 min`, `3 h`, `2 d`; nothing of nothing. */
function ageOf(seconds: number): string {
  if (seconds < 1) return '';
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7_200) return `${Math.floor(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.floor(seconds / 3_600)} h` : `${Math.floor(seconds / 86_400)} d`;
}
