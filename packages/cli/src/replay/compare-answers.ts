import { SallyportError } from '@sallyport/core';
import { bodyPieces, type DiffLine, diffAnswers } from '@sallyport/recording';
import { createColors } from 'picocolors';
import { visibleLine } from '../scan/visible-text.ts';
import { layOut } from '../table.ts';
import { MAX_ANSWER_BYTES, type TimedAnswer } from './resend.ts';
import type { ServedRecording } from './served-recording.ts';

/** Where there are no colours, what writes them leaves them out. */
const pc = createColors(true);

/** How many unchanged lines are shown around those that differ. */
const CONTEXT = 3;

/** The answer that a recording has. Raises `upstream_too_large` for more than 16 MiB, and the error of a call that had no answer. */
export async function recordedAnswer({ spool, answer, end }: ServedRecording): Promise<TimedAnswer> {
  if (answer === undefined) throw new SallyportError('outcome_unknown', { place: 'the recording has no answer' });
  const parts: Uint8Array[] = [];
  let length = 0;
  let endMs = answer.at;
  for await (const { at, bytes } of bodyPieces(spool.frames(), 'answer')) {
    length += bytes.length;
    if (length > MAX_ANSWER_BYTES) throw new SallyportError('upstream_too_large');
    parts.push(bytes);
    endMs = Math.max(endMs, at);
  }
  return { status: answer.status, body: Buffer.concat(parts), headMs: answer.at, endMs: end?.at ?? endMs };
}

/** Two answers compared, for the terminal: `same` when status and every byte are. */
export function compareAnswers(
  recorded: TimedAnswer,
  now: TimedAnswer,
): { readonly same: boolean; readonly text: string } {
  const { same: sameBytes, firstDifference, lines } = diffAnswers(recorded.body, now.body);
  const same = sameBytes && recorded.status === now.status;
  const rows = [
    ['', 'RECORDED', 'NOW'],
    ['status', String(recorded.status), String(now.status)],
    ['bytes', String(recorded.body.length), String(now.body.length)],
    ['first byte', milliseconds(recorded.headMs), milliseconds(now.headMs)],
    ['last byte', milliseconds(recorded.endMs), milliseconds(now.endMs)],
  ];
  const at = firstDifference === undefined ? [] : [`the bodies differ from byte ${firstDifference} on`];
  const parts = [
    layOut(rows),
    ...at,
    ...(sameBytes ? [] : diffText(lines)),
    same ? pc.green('SAME') : pc.red('DIFFERENT'),
  ];
  return { same, text: `${parts.join('\n')}\n` };
}

function diffText(lines: readonly DiffLine[] | undefined): readonly string[] {
  if (lines === undefined) return ['(too long, or no text, to be shown line by line)'];
  const near = new Set<number>();
  for (const [at, { kind }] of lines.entries()) {
    if (kind === 'same') continue;
    for (let next = at - CONTEXT; next <= at + CONTEXT; next++) near.add(next);
  }
  if (near.size === 0) return ['(they differ in white space alone)'];
  return lines.flatMap((line, at) => (near.has(at) ? [diffLine(line)] : near.has(at - 1) ? ['  …'] : []));
}

function diffLine({ kind, text }: DiffLine): string {
  const line = visibleLine(text);
  if (kind === 'same') return `  ${line}`;
  return kind === 'removed' ? pc.red(`- ${line}`) : pc.green(`+ ${line}`);
}

function milliseconds(ms: number): string {
  return `${Math.round(ms)} ms`;
}
