import { visibleLine } from '../../scan/visible-text.ts';

/** What a spreadsheet takes for the beginning of a formula, also in the wide forms of East Asia (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\uff1d\uff0b\uff0d\uff20]/u;

/** What a cell holds. An absent value is an empty cell. */
export type Cell = string | number | undefined;

/**
 * A line of comma-separated values as RFC 4180 has it, with its line break. Controls and formats are spelt out, and a text that would be a formula is
 * given an apostrophe before it, so that opening the file runs nothing.
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(quoted).join(',')}\r\n`;
}

function quoted(cell: Cell): string {
  if (cell === undefined) return '';
  const text = visibleLine(String(cell));
  const defused = FORMULA.test(text) ? `'${text}` : text;
  return /[",]|^\s|\s$/.test(defused) ? `"${defused.replaceAll('"', '""')}"` : defused;
}
