import { median } from './median.ts';
import type { Row } from './result.ts';

/** The row of a figure that was taken several times: its median, with the rounds beside it. */
export function roundsRow(row: Omit<Row, 'value' | 'rounds'> & { readonly rounds: readonly number[] }): Row {
  return { ...row, value: median(row.rounds) };
}
