import { formatCount } from '../../report/format-count.ts';
import { type Html, html } from '../../report/html.ts';
import type { CallSums } from '../tally/call-sums.ts';
import type { Summary } from '../tally/summary.ts';
import { dataTable } from './data-table.ts';
import { left } from './identifier-section.ts';
import { byteWords, moment, share, shown } from './words.ts';

/** How many rows of a table stand on the page. */
const MOST = 100;

/** Who called. */
export function identitySection({ calls: { identities } }: Summary): Html {
  const rows = identities.rows.slice(0, MOST);
  return html`<section aria-labelledby="identities"><h2 id="identities">Who called</h2>
<p>An identity is who its identity provider says it is: the issuer together with the subject.</p>
${dataTable({
  id: 'by-identity',
  caption: 'Identities, those with most calls first',
  columns: [
    { name: 'Identity', is: 'head' },
    { name: 'Sent', is: 'n' },
    { name: 'Refused', is: 'n' },
    { name: 'Waited', is: 'n' },
    { name: 'Found', is: 'n' },
    { name: 'Left', is: 'n' },
    { name: 'Last call' },
  ],
  rows: rows.map(({ issuer, subject, ...sums }) => [
    html`<span class="who">${shown(subject)}</span><small>${shown(issuer)}</small>`,
    ...countsOf(sums),
    sums.last === null ? '' : moment(sums.last),
  ]),
  more: identities.count - rows.length,
})}</section>`;
}

function countsOf({ sent, refused, waiting, found, left: unchanged }: CallSums): readonly (string | Html)[] {
  return [...[sent, refused, waiting, found].map(formatCount), left(unchanged)];
}

/** Where what was sent went. */
export function connectionSection({ calls }: Summary): Html {
  const { connections, operations, purposes } = calls;
  return html`<section aria-labelledby="connections"><h2 id="connections">Where it went</h2>
${dataTable({
  id: 'by-connection',
  caption: 'Connections: the recipients of what was sent',
  columns: [
    { name: 'Connection', is: 'head' },
    { name: 'Sent', is: 'n' },
    { name: 'Failed', is: 'n' },
    { name: 'Refused', is: 'n' },
    { name: 'Identifiers left', is: 'n' },
    { name: 'Out', is: 'n' },
    { name: 'Back', is: 'n' },
  ],
  rows: connections.rows
    .slice(0, MOST)
    .map((row) => [
      shown(row.name),
      ...[row.sent, row.failed, row.refused].map(formatCount),
      left(row.left),
      ...[row.bytesOut, row.bytesBack].map(byteWords),
    ]),
  more: connections.count - Math.min(MOST, connections.count),
})}
<p class="note"><strong>Business associate agreements.</strong> Whether one covers a connection is what its operator has configured: <code>baa</code>, which is <code>true</code>, <code>false</code> or <code>self_hosted</code>, in the versions of the configuration under <code>configs/</code> of this bundle. Over a connection without one, the companion lets only de-identified text pass. The agreement itself (45 CFR 164.504(e)) is yours to show.</p>
<div class="pair">
${dataTable({
  id: 'by-operation',
  caption: 'What was asked of them',
  columns: [
    { name: 'Operation', is: 'head' },
    { name: 'Sent', is: 'n' },
    { name: 'Inputs', is: 'n' },
  ],
  rows: operations.rows
    .slice(0, 20)
    .map(({ name, sent, inputs }) => [html`<code>${shown(name)}</code>`, ...[sent, inputs].map(formatCount)]),
  more: operations.count - Math.min(20, operations.count),
})}
${dataTable({
  id: 'by-purpose',
  caption: 'What for, as callers say (45 CFR 164.506, 164.512)',
  columns: [
    { name: 'Purpose', is: 'head' },
    { name: 'Sent', is: 'n' },
    { name: 'Share', is: 'n' },
  ],
  rows: purposes.rows
    .filter(({ sent }) => sent > 0)
    .map(({ name, sent }) => [
      name === '' ? 'not said' : shown(name.replaceAll('_', ' ')),
      formatCount(sent),
      share(sent, calls.total.sent),
    ]),
})}
</div></section>`;
}
