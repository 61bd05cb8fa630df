import type { ExampleNote } from './vary-note.ts';

/** What of a text a detector takes for an identifier: `end` exclusive. */
type Find = (text: string) => readonly { readonly start: number; readonly end: number }[];

/** How many of the identifiers listed with notes are found: some span covers the whole of where the value first stands. */
export function listedFound(
  notes: readonly ExampleNote[],
  find: Find,
): { readonly listed: number; readonly found: number } {
  let listed = 0;
  let found = 0;
  for (const { text, identifiers } of notes) {
    const spans = find(text);
    for (const { value } of identifiers) {
      const at = text.indexOf(value);
      listed += 1;
      if (at >= 0 && spans.some(({ start, end }) => start <= at && end >= at + value.length)) found += 1;
    }
  }
  return { listed, found };
}
