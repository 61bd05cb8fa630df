import { fromUtf8 } from '@sallyport/core';
import { SIGN_OFF_COLUMNS } from '../evidence/worksheet/sample.ts';
import { readCsv } from './read-csv.ts';

/** What people wrote into a sample. */
export interface SignedSample {
  readonly rows: number;
  /** Of how many a result and who found it are filled in. */
  readonly signed: number;
}

/** Whether a sample is the one that was drawn, but for what people wrote into the columns for it; gives `undefined` where it is another. */
export function compareSample(drawn: Uint8Array, filled: Uint8Array): SignedSample | undefined {
  const [expected, there] = [rowsOf(drawn), rowsOf(filled)];
  if (expected === undefined || there === undefined || expected.length !== there.length) return undefined;
  const [header = []] = expected;
  const open = header.indexOf(SIGN_OFF_COLUMNS[0]);
  const fixed = open < 0 ? header.length : open;
  const same = expected.every((row, at) =>
    isSameRow(row, { row: there[at] ?? [], fixed: at === 0 ? row.length : fixed }),
  );
  if (!same) return undefined;
  const cellOf = (row: readonly string[], name: (typeof SIGN_OFF_COLUMNS)[number]) => row[header.indexOf(name)] ?? '';
  const signed = there.slice(1).filter((row) => cellOf(row, 'result') !== '' && cellOf(row, 'reviewed_by') !== '');
  return { rows: expected.length - 1, signed: signed.length };
}

function isSameRow(
  drawn: readonly string[],
  { row, fixed }: { readonly row: readonly string[]; readonly fixed: number },
): boolean {
  return row.length === drawn.length && drawn.slice(0, fixed).every((cell, at) => cell === row[at]);
}

function rowsOf(bytes: Uint8Array): readonly (readonly string[])[] | undefined {
  try {
    return readCsv(fromUtf8(bytes));
  } catch {
    return undefined;
  }
}
