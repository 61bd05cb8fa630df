import { formatCount } from '../../report/format-count.ts';
import { type Html, html } from '../../report/html.ts';
import type { Summary } from '../tally/summary.ts';
import { dataTable } from './data-table.ts';
import { durationWords, moment, shown, who } from './words.ts';

/** How many rows of a table stand on the page. */
const MOST = 50;

/** Whether the log was alive all the time. */
export function continuitySection({ continuity, entries }: Summary): Html {
  const { known, heartbeats, longest, listed, silences, unwitnessed } = continuity;
  return html`<section aria-labelledby="continuity"><h2 id="continuity">Whether the log is without a gap</h2>
${known ? html`<p>Each minute the log records a heartbeat, so that a time without any shows that it stood still or was cut off. There were <strong>${formatCount(heartbeats)}</strong>, and the longest time without one was <strong>${durationWords(longest)}</strong>. For ${formatCount(unwitnessed)} of them no witness answered.</p>` : html`<p>It cannot be told from a selection: heartbeats are not in it.</p>`}
${
  listed.length === 0
    ? ''
    : dataTable({
        id: 'silences',
        caption: 'Times of over five minutes without a sign of life',
        columns: [{ name: 'From', is: 'head' }, { name: 'To' }, { name: 'Length' }],
        rows: listed.map(({ from, to }) => [moment(from), moment(to), durationWords(to - from)]),
        more: silences - listed.length,
      })
}
<h3>The ${formatCount(entries.inPeriod)} entries in this period, by kind</h3>
<dl class="kinds">${entries.kinds.map(({ code, count }) => html`<div><dt><code>${shown(code)}</code></dt><dd>${formatCount(count)}</dd></div>`)}</dl></section>`;
}

const CONCLUSIONS: Readonly<Record<string, string>> = {
  no_concern: 'no concern',
  follow_up: 'follow up',
  incident: 'incident',
};

/** Who looked at the activity, and what they concluded. */
export function activitySection({ events: { activity } }: Summary): Html {
  const rows = activity.slice(0, MOST);
  return html`<section aria-labelledby="activity-reviews"><h2 id="activity-reviews">Who reviewed the activity</h2>
${
  rows.length === 0
    ? html`<p class="note warn">In this period nobody signed off a digest of activity.</p>`
    : dataTable({
        id: 'by-activity',
        caption: 'Digests of activity that a person signed off, 45 CFR 164.308(a)(1)(ii)(D)',
        columns: [
          { name: 'About', is: 'head' },
          { name: 'Signed off' },
          { name: 'By' },
          { name: 'Findings', is: 'n' },
          { name: 'Conclusion' },
        ],
        rows: rows.map((row) => [
          html`${moment(row.from)} to ${moment(row.to)}`,
          moment(row.time),
          who(row),
          formatCount(row.findings),
          html`<span class="tag ${row.conclusion === 'no_concern' ? 't-approved' : 't-rejected'}">${CONCLUSIONS[row.conclusion] ?? shown(row.conclusion)}</span>`,
        ]),
        more: activity.length - rows.length,
      })
}</section>`;
}
