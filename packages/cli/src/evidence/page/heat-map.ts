import { formatCount } from '../../report/format-count.ts';
import { type Html, html } from '../../report/html.ts';
import { counted, weekdayWords } from './words.ts';

const CELL = 34;
const GAP = 3;
const LEFT = 40;
const TOP = 20;
const WIDTH = LEFT + 24 * CELL;
const HEIGHT = TOP + 7 * CELL;

/** How many shades there are; the darkest is the hour with most. */
const SHADES = 6;

/** When calls are made, by the day of the week and the hour, in UTC: the darker, the more. */
export function heatMap(week: readonly (readonly number[])[]): Html {
  const most = Math.max(0, ...week.flat());
  const busiest = busiestOf(week, most);
  const label = most === 0 ? 'No calls' : `Calls by weekday and hour, most on ${busiest}: ${formatCount(most)}`;
  return html`<figure><div class="wide" role="region" aria-label="Calls by weekday and hour" tabindex="0">
<svg class="heat" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}">
${[0, 3, 6, 9, 12, 15, 18, 21].map((hour) => html`<text x="${LEFT + hour * CELL}" y="12">${String(hour).padStart(2, '0')}</text>`)}
${week.map((hours, day) => html`<text x="0" y="${TOP + day * CELL + 21}">${weekdayWords(day)}</text>${hours.map((count, hour) => cell(count, { day, hour, most }))}`)}
</svg></div>
<figcaption><span class="scale" aria-hidden="true">0 <svg viewBox="0 0 ${(SHADES + 1) * 18} 14">${Array.from({ length: SHADES + 1 }, (_, shade) => html`<rect class="s${shade}" x="${shade * 18}" width="16" height="14" rx="2"></rect>`)}</svg> ${formatCount(most)}</span> calls in an hour, UTC${most === 0 ? '' : html`; most on ${busiest}`}</figcaption></figure>`;
}

function cell(
  count: number,
  { day, hour, most }: { readonly day: number; readonly hour: number; readonly most: number },
): Html {
  const shade = count === 0 ? 0 : Math.max(1, Math.ceil((SHADES * count) / most));
  const words = `${weekdayWords(day)} ${hourWords(hour)}: ${counted(count, 'call')}`;
  return html`<rect class="s${shade}" x="${LEFT + hour * CELL}" y="${TOP + day * CELL}" width="${CELL - GAP}" height="${CELL - GAP}" rx="3"><title>${words}</title></rect>`;
}

function busiestOf(week: readonly (readonly number[])[], most: number): string {
  const day = week.findIndex((hours) => hours.includes(most));
  return `${weekdayWords(day)} ${hourWords(week[day]?.indexOf(most) ?? 0)}`;
}

function hourWords(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00–${String(hour + 1).padStart(2, '0')}:00`;
}
