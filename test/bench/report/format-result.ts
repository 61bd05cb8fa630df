import { layOut } from 'sallyport';
import type { BenchResult, Row } from './result.ts';

/** Writes a result for people: its conditions, a table of its rows, its ratios, and what was checked. */
export function formatResult({ rows, ratios, checks, conditions }: BenchResult): string {
  const columns = rows.some(({ rounds }) => rounds !== undefined) ? ['rounds, lowest to highest'] : [];
  return [
    layOut(Object.entries(conditions)),
    layOut([['subject', 'metric', 'value', 'unit', ...columns], ...rows.map((row) => cells(row, columns.length))]),
    layOut(Object.entries(ratios).map(([key, value]) => [key, figure(value)])),
    checks.map(({ claim, holds }) => `${holds ? '✓' : '✗'} ${claim}`).join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Every cell is text, so that the column can be set to the right by hand: its numbers differ in length after the point. */
function cells({ subject, metric, value, unit, rounds }: Row, more: number): readonly string[] {
  const spread = rounds === undefined ? '' : `${figure(Math.min(...rounds))} – ${figure(Math.max(...rounds))}`;
  return [subject, metric, figure(value).padStart(10), unit, ...(more === 0 ? [] : [spread])];
}

/** Three digits or all those before the point, whichever is more. */
function figure(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.floor(Math.log10(Math.abs(value) || 1));
  return value.toFixed(Math.min(6, Math.max(0, 2 - size)));
}
