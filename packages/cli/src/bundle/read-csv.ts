/**
 * The rows of comma-separated values, RFC 4180, as programs write them: with or without quotes, lines ended by CR LF or LF, and a byte order
 * mark or none. An empty line is no row. Gives `undefined` where a quote is not closed, or stands in the middle of a cell.
 */
export function readCsv(text: string): readonly (readonly string[])[] | undefined {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (at < text.length) {
    const cell = text[at] === '"' ? quotedAt(text, at) : plainAt(text, at);
    if (cell === undefined) return undefined;
    row.push(cell.value);
    const end = /\r?\n|,|$/y;
    end.lastIndex = cell.end;
    const [delimiter] = end.exec(text) ?? [];
    if (delimiter === undefined) return undefined;
    at = cell.end + delimiter.length;
    // A comma at the very end has an empty cell behind it.
    if (delimiter === ',' && at < text.length) continue;
    if (delimiter === ',') row.push('');
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
}

interface ReadCell {
  readonly value: string;
  /** The place after it. */
  readonly end: number;
}

function plainAt(text: string, start: number): ReadCell {
  const end = /[,\r\n"]|$/g;
  end.lastIndex = start;
  const at = end.exec(text)?.index ?? text.length;
  return { value: text.slice(start, at), end: at };
}

function quotedAt(text: string, start: number): ReadCell | undefined {
  let from = start + 1;
  const parts: string[] = [];
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return undefined;
    parts.push(text.slice(from, quote));
    if (text[quote + 1] !== '"') return { value: parts.join('"'), end: quote + 1 };
    from = quote + 2;
  }
}
