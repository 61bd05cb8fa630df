import { formatCount } from '../../report/format-count.ts';
import { type Html, html } from '../../report/html.ts';
import type { ReviewDecisionRow, ReviewRow } from '../tally/review-tally.ts';
import type { Summary } from '../tally/summary.ts';
import { dataTable } from './data-table.ts';
import { moment, shown, who } from './words.ts';

const MOST = 100;

/** How many reviews stand on the page. */
const MOST_REVIEWS = 30;

/** Which rules of which policies decided, and how. */
export function ruleSection({ calls: { rules } }: Summary): Html {
  const policies = [...new Set(rules.rows.map(({ policy }) => policy))];
  return html`<section aria-labelledby="rules"><h2 id="rules">Which rules decided</h2>
<p>The policies themselves are under <code>policies/</code> of this bundle, each named by the SHA-256 of its text, which every decision names too.</p>
${dataTable({
  id: 'by-rule',
  caption: `Rules of ${policies.length === 1 ? 'the policy' : `${policies.length} policies`} that were in force`,
  columns: [
    { name: 'Rule', is: 'head' },
    { name: 'Policy' },
    { name: 'Sent', is: 'n' },
    { name: 'Refused', is: 'n' },
    { name: 'Waited', is: 'n' },
  ],
  rows: rules.rows
    .slice(0, MOST)
    .map(({ policy, rule, sent, refused, waiting }) => [
      rule === '' ? 'before any rule' : shown(rule),
      policy === '' ? '' : html`<code>${shown(policy.replace(/^sha256:/, '').slice(0, 12))}</code>`,
      ...[sent, refused, waiting].map(formatCount),
    ]),
  more: rules.count - Math.min(MOST, rules.count),
})}</section>`;
}

/** What people were asked, and how they decided. */
export function reviewSection({ reviews }: Summary): Html {
  const rows = [...reviews.rows.filter(isNotable), ...reviews.rows.filter((row) => !isNotable(row))].slice(
    0,
    MOST_REVIEWS,
  );
  const numbers: readonly (readonly [string, number])[] = [
    ['Asked for', reviews.requested],
    ['Approvals', reviews.approvals],
    ['Rejections', reviews.rejections],
    ['Glass broken', reviews.breakGlass],
    ['Used', reviews.used],
    ['Expired', reviews.expired],
    ['Cancelled', reviews.cancelled],
    ['Revoked', reviews.revocations],
    ['Did not count', reviews.refused],
  ];
  return html`<section aria-labelledby="reviews"><h2 id="reviews">What people decided</h2>
<dl class="strip">${numbers.map(([name, count]) => html`<div><dt>${name}</dt><dd>${formatCount(count)}</dd></div>`)}</dl>
${rows.length === 0 ? html`<p class="soft">Nobody was asked in this period.</p>` : reviewTable(rows, reviews.rows.length + reviews.more - rows.length)}
</section>`;
}

/** Those that somebody responsible looks at stand first. */
function isNotable({ broken, kind, decisions }: ReviewRow): boolean {
  return broken !== '' || kind === 'after_the_fact' || decisions.some(({ error }) => error !== '');
}

function reviewTable(rows: readonly ReviewRow[], more: number): Html {
  return dataTable({
    id: 'by-review',
    caption: 'Reviews: broken glass first, then as they were asked for',
    columns: [
      { name: 'Asked for', is: 'head' },
      { name: 'By', is: 'person' },
      { name: 'What', is: 'what' },
      { name: 'Quorum', is: 'short' },
      { name: 'Decided', is: 'person' },
      { name: 'Stands' },
    ],
    rows: rows.map((row) => [
      row.requested === null ? 'before' : moment(row.requested),
      who(row.requester),
      html`${shown(row.operation)}<small>${shown(row.connection)}, rule ${shown(row.rule)}${row.kind === 'call' ? '' : `, ${row.kind.replaceAll('_', ' ')}`}</small>`,
      quorum(row),
      row.decisions.length === 0
        ? html`<span class="soft">nobody</span>`
        : html`<ul class="plain">${row.decisions.map(decision)}</ul>`,
      html`<span class="tag t-${row.standing}">${row.standing}</span>`,
    ]),
    more,
  });
}

function quorum({ given, quorum: of, broken }: ReviewRow): Html {
  if (broken !== '') return html`<b class="look">glass broken</b><small>${shown(broken.replaceAll('_', ' '))}</small>`;
  if (of === 0) return html`<span class="soft">–</span>`;
  return html`${formatCount(given)} of ${formatCount(of)}`;
}

const DECIDED: Readonly<Record<string, string>> = {
  approve: 'approved',
  reject: 'rejected',
  break_glass: 'broke the glass',
  revoke: 'revoked',
};

function decision(row: ReviewDecisionRow): Html {
  const words = DECIDED[row.decision] ?? 'decided';
  const failed = row.error === '' ? '' : html` <code>${shown(row.error)}</code>`;
  return html`<li>${who(row)} ${words}${failed} <small>${moment(row.time)}</small></li>`;
}
