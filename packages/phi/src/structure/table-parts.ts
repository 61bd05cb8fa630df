import type { Leaf, RecordPart } from './leaf.ts';
import { type TableCell, TableRows } from './table-cells.ts';
import { readHeader, type TableColumn } from './table-columns.ts';

/** What no row of headers holds. */
const SENTENCE = /[:!?]|\. /;
const SEPARATORS = [',', '\t', '|', ';'];
const LONGEST_HEADER_ROW = 4000;

/** The tables in a text that have a row of headers and a separator: CSV, TSV, with semicolons or bars, Markdown. */
export function findTableParts(text: string): readonly RecordPart[] {
  const parts: RecordPart[] = [];
  for (let start = 0; start !== -1; ) {
    const part = readTable(text, start);
    if (part !== undefined) parts.push(part);
    start = nextBlock(text, Math.max(start, (part?.end ?? 0) - 1));
  }
  return parts;
}

/** The next place where a table can begin: behind an empty line, a code fence, or a line that ends in a colon. */
function nextBlock(text: string, from: number): number {
  for (let at = text.indexOf('\n', from); at !== -1; at = text.indexOf('\n', at + 1)) {
    const before = text.charCodeAt(text.charAt(at - 1) === '\r' ? at - 2 : at - 1);
    if (before === 10 || before === 58 || before === 96 || Number.isNaN(before)) return at + 1;
    if (text.slice(Math.max(0, at - 16), at).includes('```')) return at + 1;
  }
  return -1;
}

function readTable(text: string, start: number): RecordPart | undefined {
  const from = text.charAt(start) === '\uFEFF' ? start + 1 : start;
  const end = text.indexOf('\n', from);
  if (end === -1 || end - from > LONGEST_HEADER_ROW) return undefined;
  const line = text.slice(from, end);
  if (SENTENCE.test(line)) return undefined;
  const separator = separatorOf(line);
  if (separator === undefined) return undefined;
  const rows = new TableRows(text, separator);
  const header = rows.at(from);
  if (header.next >= text.length || isOneCell(text, header.next, separator)) return undefined;
  const columns = readHeader(header.cells.map((cell) => text.slice(cell.start, cell.end).trim()));
  if (columns === undefined) return undefined;
  const first = rows.at(header.next);
  // A row that is written otherwise is no row of this table.
  if (Math.abs(first.cells.length - header.cells.length) > 1 || first.cells.length < 2) return undefined;
  return readRows({ text, rows, columns, separator }, { start: from, next: header.next });
}

/** Whether a line is seen to be no row of a table, which spares the reading of what stands above it. */
function isOneCell(text: string, start: number, separator: string): boolean {
  const end = text.indexOf('\n', start);
  const line = text.slice(start, end === -1 ? text.length : end);
  return !line.includes(separator) && !line.includes('"');
}

/** The mark of which a line has the most, the first of those in a list where it has as many of another; `undefined` where it has none. */
function separatorOf(line: string): string | undefined {
  let separator: string | undefined;
  let most = 0;
  for (const mark of SEPARATORS) {
    let count = 0;
    for (let at = line.indexOf(mark); at !== -1; at = line.indexOf(mark, at + 1)) count++;
    if (count > most) [most, separator] = [count, mark];
  }
  return separator;
}

interface Table {
  readonly text: string;
  readonly rows: TableRows;
  readonly columns: readonly TableColumn[];
  readonly separator: string;
}

function readRows(
  { text, rows, columns, separator }: Table,
  head: { readonly start: number; readonly next: number },
): RecordPart {
  const leaves: Leaf[] = [];
  let end = head.next;
  while (end < text.length) {
    const { cells, next } = rows.at(end);
    if (cells.length < 2 && columns.length > 1) break;
    for (const [index, cell] of cells.entries()) {
      const leaf = cellLeaf({ text, cell, separator }, columns[index]);
      if (leaf !== undefined) leaves.push(leaf);
    }
    end = next;
  }
  return { start: head.start, end, leaves, whole: true };
}

interface CellPlace {
  readonly text: string;
  readonly cell: TableCell;
  readonly separator: string;
}

function cellLeaf({ text: source, cell, separator }: CellPlace, column: TableColumn | undefined): Leaf | undefined {
  const { start, end, quoted } = cell;
  const raw = source.slice(start, end);
  if (!/[\p{L}\p{N}]/u.test(raw)) return undefined;
  const value = quoted && raw.includes('""') ? unquoted(raw, start) : { text: raw };
  const sense = column === undefined ? ({ read: 'text', field: '' } as const) : column(value.text);
  const write = (replacement: string): string =>
    quoted ? replacement.replaceAll('"', '""') : replacement.replace(/["\r\n]/g, ' ').replaceAll(separator, ' ');
  return sense && { start, end, ...value, sense, write };
}

function unquoted(raw: string, start: number): { readonly text: string; readonly at: readonly number[] } {
  const at: number[] = [];
  for (let index = 0; index < raw.length; index++) {
    at.push(start + index);
    if (raw.startsWith('""', index)) index++;
  }
  at.push(start + raw.length);
  return { text: raw.replaceAll('""', '"'), at };
}
