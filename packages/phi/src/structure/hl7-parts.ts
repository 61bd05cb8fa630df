import { isHl7Segment } from './hl7-fields.ts';
import { segmentLeaves } from './hl7-leaves.ts';
import { type Hl7Marks, readMarks, USUAL_MARKS } from './hl7-text.ts';
import type { Leaf, RecordPart } from './leaf.ts';

/** A message or batch header with its separator, perhaps behind the start of an MLLP block. */
const HEADER = /^(?:MSH|FHS|BHS)[^\p{L}\p{N}\s]/u;
const SEGMENT = /^[A-Z][A-Z0-9]{2}$/;
const BREAK = /\r\n|[\r\n]/g;
const BLOCK_MARKS = /^\s{1,4}/;

/**
 * The HL7 v2 messages in a text: messages, batches (FHS, BHS), segments without their header, and messages quoted in prose.
 * A part is a run of segments; between two runs whatever lines stand there are plain text.
 */
export function findHl7Parts(text: string): readonly RecordPart[] {
  const parts: RecordPart[] = [];
  let marks: Hl7Marks = USUAL_MARKS;
  let run: Run | undefined;
  for (const line of linesOf(text)) {
    const head = text.slice(line.start, Math.min(line.end, line.start + 12));
    if (HEADER.test(head)) marks = readMarks(text.slice(line.start, Math.min(line.end, line.start + 80)));
    else if (!isSegment(head, marks, run !== undefined)) {
      if (line.start < line.end) run = endRun(parts, run);
      continue;
    }
    run ??= { start: line.start, end: line.end, leaves: [] };
    run.end = line.end;
    for (const leaf of segmentLeaves({ ...line, source: text, marks })) run.leaves.push(leaf);
  }
  endRun(parts, run);
  return parts;
}

interface Run {
  readonly start: number;
  end: number;
  readonly leaves: Leaf[];
}

function endRun(parts: RecordPart[], run: Run | undefined): undefined {
  if (run !== undefined) parts.push({ ...run, whole: true });
  return undefined;
}

/** Behind other segments any name will do; alone it must be one of the standard's. */
function isSegment(head: string, marks: Hl7Marks, among: boolean): boolean {
  const name = head.slice(0, 3);
  if (head.charAt(3) !== marks.field || !SEGMENT.test(name)) return false;
  return among || isHl7Segment(name);
}

function* linesOf(text: string): Generator<{ readonly start: number; readonly end: number }> {
  let from = 0;
  BREAK.lastIndex = 0;
  for (let found = BREAK.exec(text); found !== null; found = BREAK.exec(text)) {
    const next = BREAK.lastIndex;
    yield lineFrom(text, from, found.index);
    from = next;
    BREAK.lastIndex = next;
  }
  yield lineFrom(text, from, text.length);
}

function lineFrom(text: string, from: number, end: number): { readonly start: number; readonly end: number } {
  const marks = BLOCK_MARKS.exec(text.slice(from, Math.min(end, from + 4)))?.[0].length ?? 0;
  return { start: Math.min(from + marks, end), end };
}
