import type { Leaf, RecordPart } from './leaf.ts';
import { type TableCell, TableRows } from './table-cells.ts';
import { readHeader, type TableColumn } from './table-columns.ts';

/** Where a table can begin: with the text, behind an empty line, a code fence, or a line that ends in a colon. */
const BLOCK = /^|\n[ \t\r]{0,8}\n|```[a-z]{0,12}\r?\n|:[ \t\r]{0,8}\n/g;
const SEPARATORS = [',', '\t', '|', ';'];
const LONGEST_HEADER_ROW = 4000;

/** The tables in a text that have a row of headers and a separator: CSV, TSV, with semicolons or bars, Markdown. */
export function findTableParts(text: string): readonly RecordPart[] {
  const parts: RecordPart[] = [];
  BLOCK.lastIndex = 0;
  for (let block = BLOCK.exec(text); block !== null; block = BLOCK.exec(text)) {
    const start = block.index + block[0].length;
    const part = readTable(text, start);
    if (part !== undefined) parts.push(part);
    // The line break before a block may end it and begin the next.
    BLOCK.lastIndex = Math.max(start - 1, (part?.end ?? 0) - 1, block.index + 1);
  }
  return parts;
}

function readTable(text: string, start: number): RecordPart | undefined {
  const from = text.charAt(start) === '\uFEFF' ? start + 1 : start;
  const end = text.indexOf('\n', from);
  if (end === -1 || end - from > LONGEST_HEADER_ROW) return undefined;
  const line = text.slice(from, end);
  const separator = SEPARATORS.map((mark) => ({ mark, count: line.split(mark).length })).sort(
    (a, b) => b.count - a.count,
  )[0];
  if (separator === undefined || separator.count < 2) return undefined;
  const rows = new TableRows(text, separator.mark);
  const header = rows.at(from);
  const columns = readHeader(header.cells.map((cell) => text.slice(cell.start, cell.end).trim()));
  if (columns === undefined || header.next >= text.length) return undefined;
  const first = rows.at(header.next);
  // A row that is written otherwise is no row of this table.
  if (Math.abs(first.cells.length - header.cells.length) > 1 || first.cells.length < 2) return undefined;
  return readRows({ text, rows, columns, separator: separator.mark }, { start: from, next: header.next });
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
