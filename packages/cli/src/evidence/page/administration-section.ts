import { formatCount } from '../../report/format-count.ts';
import { type Html, html } from '../../report/html.ts';
import type { Act, ListedKind } from '../tally/event-tally.ts';
import type { Summary } from '../tally/summary.ts';
import { dataTable } from './data-table.ts';
import { moment, shown, who } from './words.ts';

/** How many acts of a kind stand on the page. */
const MOST = 10;

/** What each kind of act is, in words; the weightiest first. */
const KINDS: Readonly<Record<ListedKind, string>> = {
  opt_out: 'Protection done without',
  'log.recovered': 'Log restored',
  'finding.raised': 'Client claimed too little',
  'vault.revealed': 'Values revealed',
  'recording.purged': 'Recording purged',
  'recording.read': 'Recording read',
  'recording.held': 'Legal hold placed',
  'recording.released': 'Legal hold released',
  'config.applied': 'Configuration applied',
  'credential.rotated': 'Credential rotated',
  'grant.revoked': 'Access revoked',
  'activity.reviewed': 'Activity reviewed',
  'evidence.exported': 'Evidence exported',
};

/** What was done to the companion and to its evidence, and by whom. */
export function administrationSection({ events }: Summary): Html {
  const kinds = Object.entries(KINDS) as [ListedKind, string][];
  const rows = kinds.flatMap(([kind, words]) => events.acts[kind].rows.slice(0, MOST).map((act) => actRow(act, words)));
  const all = kinds.reduce((sum, [kind]) => sum + events.acts[kind].count, 0);
  return html`<section aria-labelledby="administration"><h2 id="administration">What was done to it</h2>
<dl class="strip">${kinds.map(([kind, words]) => html`<div><dt>${words}</dt><dd>${formatCount(events.acts[kind].count)}</dd></div>`)}</dl>
${
  rows.length === 0
    ? ''
    : dataTable({
        id: 'acts',
        caption: 'Acts on the companion and on its evidence, the weightiest kinds first',
        columns: [{ name: 'Act', is: 'head' }, { name: 'When' }, { name: 'By', is: 'person' }, { name: 'What of' }],
        rows,
        more: all - rows.length,
      })
}
${people(events)}</section>`;
}

function actRow(act: Act, words: string): readonly Html[] {
  const failed = act.error === '' ? '' : html` <span class="tag t-rejected">failed: ${shown(act.error)}</span>`;
  return [html`${words}`, moment(act.time), who(act), html`${shown(act.what.replaceAll('_', ' '))}${failed}`];
}

function people({ admins, reads, adminLogins }: Summary['events']): Html {
  if (admins.length === 0) return html`<p class="none">Nobody logged in to the companion’s own controls.</p>`;
  return html`<div class="pair">${dataTable({
    id: 'admins',
    caption: `Who used the companion’s own controls: ${formatCount(adminLogins)} logins`,
    columns: [
      { name: 'Identity', is: 'head' },
      { name: 'Roles given' },
      { name: 'Logins', is: 'n' },
      { name: 'Acts', is: 'n' },
    ],
    rows: admins
      .slice(0, MOST)
      .map(({ roles, logins, acts, ...identity }) => [
        who(identity),
        roles.length === 0 ? html`<span class="soft">earlier</span>` : shown(roles.join(', ')),
        formatCount(logins),
        formatCount(acts),
      ]),
    more: Math.max(0, admins.length - MOST),
  })}
${dataTable({
  id: 'reads',
  caption: 'What was read there: each reading is an event before it is answered',
  columns: [
    { name: 'What', is: 'head' },
    { name: 'Times', is: 'n' },
  ],
  rows: reads.map(({ code, count }) => [shown(code), formatCount(count)]),
})}</div>`;
}
