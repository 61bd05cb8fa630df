/** The cells of a line that a spreadsheet would read, RFC 4180. */
export function cellsOf(line: string): readonly string[] {
  const cells: string[] = [];
  for (const [, quoted, plain = '', end] of line.replace(/\r\n$/, '').matchAll(/(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/g)) {
    cells.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '') break;
  }
  return cells;
}
