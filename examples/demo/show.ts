import pc from 'picocolors';

/** Writes a line. */
export function say(text = ''): void {
  process.stdout.write(`${text}\n`);
}

/** Writes a heading. */
export function heading(text: string): void {
  say(`\n${pc.bold(pc.cyan(`━━ ${text}`))}`);
}

/** Indents a text, wrapped to the width of a terminal. */
export function paragraph(text: string, width = 100): string {
  const lines = text.split('\n').flatMap((line) => wrap(line, width));
  return lines.map((line) => `  ${line}`).join('\n');
}

/** Makes placeholders stand out. */
export function highlight(text: string): string {
  return text.replaceAll(/\[[A-Z_0-9]+\]/g, (placeholder) => pc.black(pc.bgYellow(placeholder)));
}

function wrap(line: string, width: number): readonly string[] {
  const rows = [''];
  for (const word of line.split(' ')) {
    const row = rows.at(-1) ?? '';
    if (row !== '' && row.length + word.length >= width) rows.push(word);
    else rows[rows.length - 1] = row === '' ? word : `${row} ${word}`;
  }
  return rows;
}
