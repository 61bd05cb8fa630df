import type { Piece } from './piece.ts';

/** A cell of a table: where its contents stand, without quotes and the space around it. */
export interface TableCell extends Piece {
  readonly quoted: boolean;
}

/** A row of a table: its cells, and where the next row begins. */
export interface TableRow {
  readonly cells: readonly TableCell[];
  readonly next: number;
}

/** Reads the rows of a table one by one (RFC 4180, whatever the separator): quotes, doubled quotes, line breaks in quotes. */
export class TableRows {
  readonly #source: string;
  readonly #separator: string;
  /** From here on no quote is ever closed. */
  #unclosed = Infinity;

  constructor(source: string, separator: string) {
    this.#source = source;
    this.#separator = separator;
  }

  /** The row that begins at a place. */
  at(from: number): TableRow {
    const cells: TableCell[] = [];
    for (let at = from; ; at++) {
      const cell = this.#quoted(at) ?? this.#plain(at);
      cells.push(cell.cell);
      at = cell.end;
      if (this.#source.charAt(at) !== this.#separator) return { cells, next: this.#afterBreak(at) };
    }
  }

  #quoted(from: number): { readonly cell: TableCell; readonly end: number } | undefined {
    let open = from;
    while (this.#source.charAt(open) === ' ') open++;
    if (this.#source.charAt(open) !== '"' || open >= this.#unclosed) return undefined;
    let close = this.#source.indexOf('"', open + 1);
    while (close !== -1 && this.#source.charAt(close + 1) === '"') close = this.#source.indexOf('"', close + 2);
    if (close === -1) {
      this.#unclosed = open;
      return undefined;
    }
    let end = close + 1;
    while (this.#source.charAt(end) === ' ') end++;
    const char = this.#source.charAt(end);
    const ended = char === '' || char === this.#separator || char === '\n' || char === '\r';
    return ended ? { cell: { start: open + 1, end: close, quoted: true }, end } : undefined;
  }

  #plain(from: number): { readonly cell: TableCell; readonly end: number } {
    let end = from;
    for (; end < this.#source.length; end++) {
      const char = this.#source.charAt(end);
      if (char === this.#separator || char === '\n' || char === '\r') break;
    }
    const value = this.#source.slice(from, end);
    const start = from + value.length - value.trimStart().length;
    return { cell: { start, end: Math.max(start, from + value.trimEnd().length), quoted: false }, end };
  }

  #afterBreak(at: number): number {
    if (this.#source.startsWith('\r\n', at)) return at + 2;
    return Math.min(at + 1, this.#source.length);
  }
}
