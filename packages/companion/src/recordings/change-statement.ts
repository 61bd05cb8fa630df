import type { Statement } from '../storage/index.ts';
import { Parameters } from '../storage/statement-parameters.ts';
import type { RecordingChange } from './recording-change.ts';
import { beginRecordings, endRecordings, insertParts, PART_TABLES, recordingWork } from './recording-parts.ts';
import type { PartKind } from './segment-store.ts';

/** A part of the statement: its letter in the statement's name, and its text. */
interface ChangePart {
  readonly letter: string;
  readonly text: string;
}

/**
 * Builds the one statement that writes many changes: it answers a row `what, id, index` for each that was written, see `changeKey`. One that
 * is not among them found its place taken, or its recording ended. What there is no work for is left out, so that there are a few
 * statements, each prepared once.
 */
export function changeStatement(changes: readonly RecordingChange[]): Statement {
  const parameters = new Parameters();
  const written = writtenParts(changes, parameters);
  const answers = written.map(({ letter }) => `select '${letter}' as what, id, index from part_${letter}`);
  return {
    name: `sallyport_record_${written.map(({ letter }) => letter).join('')}`,
    text: `with ${written.map(({ letter, text }) => `part_${letter} as (${text})`).join(', ')} ${answers.join(' union all ')}`,
    values: parameters.values,
  };
}

function writtenParts(changes: readonly RecordingChange[], parameters: Parameters): readonly ChangePart[] {
  const { begun, parts, ended } = recordingWork(changes);
  const part = (letter: string, rows: readonly unknown[], text: () => string): readonly ChangePart[] =>
    rows.length === 0 ? [] : [{ letter, text: text() }];
  const ofKind = (letter: string, kind: PartKind) => {
    const rows = parts.filter((one) => one.kind === kind);
    const answer = `on conflict do nothing returning ${PART_TABLES[kind][1]} as id, index`;
    return part(letter, rows, () => `${insertParts(kind, rows, parameters)} ${answer}`);
  };
  return [
    ...part('b', begun, () => `${beginRecordings(begun, parameters)} on conflict do nothing returning id, 0 as index`),
    ...ofKind('r', 'recording'),
    ...ofKind('o', 'originals'),
    ...part('e', ended, () => `${endRecordings(ended, parameters)} returning recording.id, 0 as index`),
  ];
}

/** What a change is called in the answer of its statement. */
export function changeKey(change: RecordingChange): string {
  if ('begun' in change) return `b ${change.begun.id} 0`;
  if ('ended' in change) return `e ${change.ended.id} 0`;
  const { kind, session, index } = change.part;
  return `${kind === 'recording' ? 'r' : 'o'} ${session} ${index}`;
}
