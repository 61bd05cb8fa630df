import { scaleBand, scaleLinear } from 'd3-scale';
import { stack } from 'd3-shape';
import { formatCount } from '../../report/format-count.ts';
import { type Html, html } from '../../report/html.ts';
import type { CallSummary, NamedCalls } from '../tally/call-tally.ts';
import type { Summary } from '../tally/summary.ts';
import { isoDay } from '../tally/time-words.ts';
import { counted, monthWords, weekdayWords } from './words.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** A column is not wider, however few there are. */
const WIDEST = 96;
const BOX = { width: 880, height: 250, left: 52, right: 8, top: 14, bottom: 30 };

/** The parts of a column, from the bottom up. */
const PARTS = ['completed', 'failed', 'waited', 'refused'] as const;
type Column = Readonly<Record<(typeof PARTS)[number], number>> & { readonly name: string };

/** Calls over time, in columns: by the hour for up to three days, by the day for up to two months, otherwise by the month. */
export function dayChart({ calls, period }: Pick<Summary, 'calls' | 'period'>): Html {
  const { columns, each } = columnsOf(calls, period);
  if (columns.length === 0) return html`<p class="soft">There was no call in this period.</p>`;
  const sums = columns.map((column) => PARTS.reduce((sum, part) => sum + column[part], 0));
  const y = scaleLinear([0, Math.max(4, ...sums)], [BOX.height - BOX.bottom, BOX.top]).nice(4);
  const x = scaleBand(
    columns.map(({ name }) => name),
    [BOX.left, BOX.width - BOX.right],
  )
    .paddingInner(columns.length > 40 ? 0.15 : 0.35)
    .paddingOuter(0.2);
  const bars = stack<Column, (typeof PARTS)[number]>().keys(PARTS)([...columns]);
  const every = Math.ceil(columns.length / 14);
  const label = `Calls by the ${each}: ${counted(sums.length, each)}, at most ${formatCount(Math.max(...sums))} in one`;
  return html`<figure><div class="wide" role="region" aria-label="Calls by the ${each}" tabindex="0">
<svg class="days" viewBox="0 0 ${BOX.width} ${BOX.height}" role="img" aria-label="${label}">
${y.ticks(4).map((tick) => gridLine(tick, round(y(tick))))}
${bars.map((series) => html`<g class="p-${series.key}">${series.map((one) => bar(one, { x, y, part: series.key }))}</g>`)}
${columns.map(({ name }, index) => (index % every === 0 ? xLabel(labelOf(name, each), round((x(name) ?? 0) + x.bandwidth() / 2)) : html``))}
${columns.length > 14 ? '' : columns.map(({ name }, index) => total(sums[index] ?? 0, { x: round((x(name) ?? 0) + x.bandwidth() / 2), y: round(y(sums[index] ?? 0) - 5) }))}
</svg></div><figcaption><ul class="legend">${LEGEND}</ul></figcaption></figure>`;
}

const LEGEND = [
  html`<li class="p-completed"><i></i>completed</li>`,
  html`<li class="p-failed"><i></i>failed, or without an end that is known</li>`,
  html`<li class="p-waited"><i></i>told to wait for people</li>`,
  html`<li class="p-refused"><i></i>refused</li>`,
];

interface Scales {
  readonly x: { (name: string): number | undefined; bandwidth(): number };
  readonly y: (value: number) => number;
  readonly part: string;
}

function bar(one: readonly number[] & { readonly data: Column }, { x, y, part }: Scales): Html {
  const [from = 0, to = 0] = one;
  if (to === from) return html``;
  const top = round(y(to));
  const words = `${one.data.name}: ${formatCount(to - from)} ${part}`;
  const width = Math.min(x.bandwidth(), WIDEST);
  const left = (x(one.data.name) ?? 0) + (x.bandwidth() - width) / 2;
  return html`<rect x="${round(left)}" y="${top}" width="${round(width)}" height="${round(y(from) - y(to))}"><title>${words}</title></rect>`;
}

function total(sum: number, { x, y }: { readonly x: number; readonly y: number }): Html {
  return sum === 0 ? html`` : html`<text class="middle total" x="${x}" y="${y}">${formatCount(sum)}</text>`;
}

function gridLine(tick: number, y: number): Html {
  return html`<line x1="${BOX.left}" x2="${BOX.width - BOX.right}" y1="${y}" y2="${y}"></line><text class="end" x="${BOX.left - 8}" y="${round(y + 4)}">${formatCount(tick)}</text>`;
}

function xLabel(words: string, x: number): Html {
  return html`<text class="middle" x="${x}" y="${BOX.height - 8}">${words}</text>`;
}

function labelOf(name: string, each: string): string {
  if (each === 'month') return monthWords(name);
  if (each === 'hour') return `${name.slice(-2)}:00`;
  return `${weekdayWords((Math.floor(Date.parse(name) / DAY_MS) + 3) % 7)} ${Number(name.slice(-2))}`;
}

function columnsOf(
  { days, hours }: CallSummary,
  period: Summary['period'],
): { readonly columns: readonly Column[]; readonly each: 'hour' | 'day' | 'month' } {
  const within = (groups: readonly NamedCalls[], timeOf: (name: string) => number) => ({
    from: Math.min(period.from ?? Number.MAX_SAFE_INTEGER, timeOf(groups[0]?.name ?? '')),
    to: Math.max((period.to ?? 1) - 1, timeOf(groups.at(-1)?.name ?? '')),
  });
  const { from, to } = within(days, Date.parse);
  if (!(to >= from)) return { columns: days.map(columnOf), each: 'day' };
  const count = Math.floor(to / DAY_MS) - Math.floor(from / DAY_MS) + 1;
  if (days.length <= 3 && count <= 3) {
    const span = within(hours, (name) => Date.parse(`${name}:00Z`));
    return { columns: filled(hours, { ...span, step: HOUR_MS, length: 13 }), each: 'hour' };
  }
  if (count <= 62) return { columns: filled(days, { from, to, step: DAY_MS, length: 10 }), each: 'day' };
  return { columns: monthly(days), each: 'month' };
}

interface Steps {
  readonly from: number;
  readonly to: number;
  readonly step: number;
  /** Of the name of one, at the beginning of its time. */
  readonly length: number;
}

/** Those without a call too. */
function filled(groups: readonly NamedCalls[], { from, to, step, length }: Steps): readonly Column[] {
  const known = new Map(groups.map((group) => [group.name, group]));
  const count = Math.floor(to / step) - Math.floor(from / step) + 1;
  return Array.from({ length: count }, (_, index) => {
    const time = (Math.floor(from / step) + index) * step;
    const name = length === 10 ? isoDay(time) : new Date(time).toISOString().slice(0, length);
    const calls = known.get(name);
    return calls === undefined ? { name, completed: 0, failed: 0, waited: 0, refused: 0 } : columnOf(calls);
  });
}

function monthly(days: readonly NamedCalls[]): readonly Column[] {
  const months = new Map<string, Column>();
  for (const day of days) {
    const name = day.name.slice(0, -3);
    const column = columnOf(day);
    const sum = months.get(name);
    months.set(name, sum === undefined ? { ...column, name } : add(sum, column));
  }
  return [...months.values()];
}

function add(sum: Column, column: Column): Column {
  return {
    name: sum.name,
    completed: sum.completed + column.completed,
    failed: sum.failed + column.failed,
    waited: sum.waited + column.waited,
    refused: sum.refused + column.refused,
  };
}

function columnOf({ name, succeeded, failed, unknown, open, refused, waiting }: NamedCalls): Column {
  return { name, completed: succeeded, failed: failed + unknown + open, waited: waiting, refused };
}

/** To a hundredth of a unit, so that all machines write the same. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
