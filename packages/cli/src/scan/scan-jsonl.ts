import { SallyportError } from '@sallyport/core';
import { scan } from '@sallyport/phi';
import { type Terminal, write } from '../terminal.ts';
import { readLines } from './read-lines.ts';

/**
 * Reads `{"id","text"}` lines and writes `{"id","spans"}` lines, one for one and in order; offsets are UTF-16 code units.
 * Blank lines are passed over. A line that is anything else stops the run: raises `body_not_json` with its number,
 * and `body_not_utf8` or `body_too_large` likewise.
 */
export async function scanJsonl({ stdin, stdout }: Terminal): Promise<void> {
  let number = 0;
  for await (const line of readLines(stdin)) {
    number += 1;
    if (line.trim() === '') continue;
    const { id, text } = readLine(line, number);
    await write(stdout, `${JSON.stringify({ id, spans: scan(text) })}\n`);
  }
}

function readLine(line: string, number: number): { readonly id: unknown; readonly text: string } {
  try {
    const { id, text } = JSON.parse(line) as { id?: unknown; text?: unknown };
    if (typeof text === 'string' && id !== undefined) return { id, text };
  } catch {
    // Told below, without the line.
  }
  throw new SallyportError('body_not_json', { place: `line ${number}` });
}
