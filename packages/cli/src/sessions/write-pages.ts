import type { AdminAnswer } from '../admin/admin-answer.ts';
import { visibleLine } from '../scan/visible-text.ts';
import { layOut } from '../table.ts';
import { type Terminal, write } from '../terminal.ts';
import { jsonLine } from './json-line.ts';

/** How what is found is written. */
export interface PageStyle {
  /** One JSON object a line, instead of a table. */
  readonly json: boolean;
  readonly head: readonly string[];
  readonly rowOf: (found: AdminAnswer) => readonly string[];
  /** What is said where nothing was found. */
  readonly nothing: string;
}

/** Writes pages as they come, so that memory stays bounded: as a table with its head once, or as JSON lines. */
export async function writePages(
  found: AsyncIterable<readonly AdminAnswer[]>,
  { json, head, rowOf, nothing }: PageStyle,
  { stdout }: Pick<Terminal, 'stdout'>,
): Promise<void> {
  let written = 0;
  for await (const page of found) {
    if (page.length === 0) continue;
    const rows = [...(written === 0 ? [head] : []), ...page.map(rowOf)];
    await write(stdout, json ? page.map(jsonLine).join('') : `${layOut(rows.map((row) => row.map(visibleLine)))}\n`);
    written += page.length;
  }
  if (written === 0 && !json) await write(stdout, `${nothing}\n`);
}
