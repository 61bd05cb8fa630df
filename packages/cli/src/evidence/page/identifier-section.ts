import { OPERATORS } from '@sallyport/core';
import { scaleLinear } from 'd3-scale';
import { ENTITY_WORDS } from '../../report/entity-words.ts';
import { formatCount } from '../../report/format-count.ts';
import { type Html, html } from '../../report/html.ts';
import type { EntityRow } from '../tally/identifier-tally.ts';
import type { Summary } from '../tally/summary.ts';
import { dataTable } from './data-table.ts';

/** What each operator does, in a few words. */
const OPERATOR_WORDS: Readonly<Record<string, string>> = {
  redact: 'redacted',
  mask: 'masked in part',
  tokenize: 'token',
  generalize: 'generalized',
  date_shift: 'dates shifted',
  surrogate: 'surrogate',
  block: 'call blocked',
  review: 'redacted, and reviewed',
  allow: 'left as it was',
};

/** What was found in what was to be sent, by entity, and what was done about it. */
export function identifierSection({ calls: { entities } }: Summary): Html {
  const rows = [...entities].sort((a, b) => b.found - a.found);
  const used = OPERATORS.filter((operator) => rows.some((row) => countOf(row, operator) > 0));
  return html`<section aria-labelledby="identifiers"><h2 id="identifiers">Identifiers, and what was done about them</h2>
<p>In the requests of the calls that were sent. The client replaces first, so that the companion never sees it; what the client leaves, the companion finds and decides about.</p>
<ul class="legend">${used.map((operator) => html`<li class="o-${operator}"><i></i>${OPERATOR_WORDS[operator] ?? operator}</li>`)}</ul>
${dataTable({
  id: 'by-entity',
  caption: 'By entity, after HIPAA Safe Harbor, 45 CFR 164.514(b)(2)(i)',
  columns: [
    { name: 'Entity', is: 'head' },
    { name: 'What was done', is: 'bar' },
    { name: 'Found', is: 'n' },
    { name: 'By client', is: 'n' },
    { name: 'By companion', is: 'n' },
    { name: 'Left', is: 'n' },
    { name: 'In answers', is: 'n' },
  ],
  rows: rows.map((row) => [
    html`<code>${row.entity}</code><small>${ENTITY_WORDS[row.entity]}</small>`,
    bar(row),
    formatCount(row.found),
    formatCount(replacedIn(row.client)),
    formatCount(replacedIn(row.companion)),
    left(row.companion.allow ?? 0),
    formatCount(row.masked),
  ]),
})}</section>`;
}

/** What share of an entity each operator has. The numbers stand beside it, so the bar is hidden from screen readers. */
function bar(row: EntityRow): Html {
  const counts = OPERATORS.map((operator) => ({ operator, count: countOf(row, operator) }));
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  const x = scaleLinear([0, Math.max(1, all)], [0, 300]);
  let before = 0;
  const parts = counts.map(({ operator, count }) => {
    const start = round(x(before));
    before += count;
    if (count === 0) return html``;
    const words = `${formatCount(count)} ${OPERATOR_WORDS[operator] ?? operator}`;
    return html`<rect class="o-${operator}" x="${start}" width="${round(x(before) - start)}" height="12"><title>${words}</title></rect>`;
  });
  return html`<svg viewBox="0 0 300 12" preserveAspectRatio="none" aria-hidden="true" focusable="false">${parts}</svg>`;
}

/** To a hundredth of a unit, so that all machines write the same. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function countOf({ client, companion }: EntityRow, operator: string): number {
  return (client[operator] ?? 0) + (companion[operator] ?? 0);
}

function replacedIn({ allow: _left, ...replaced }: Readonly<Record<string, number>>): number {
  return Object.values(replaced).reduce((sum, count) => sum + count, 0);
}

/** A number that is looked at where it is not 0. */
export function left(count: number): Html {
  return count === 0 ? html`0` : html`<b class="look">${formatCount(count)}</b>`;
}
