import { formatCount } from '../../report/format-count.ts';
import { type Html, html } from '../../report/html.ts';
import type { Summary } from '../tally/summary.ts';
import { counted, dayWords, durationWords, moment, shown } from './words.ts';

const DAY_MS = 86_400_000;

/** What the page is about: which period of which log, and what of it is in the bundle. */
export function masthead(summary: Summary): Html {
  const { log, entries, tool, filter } = summary;
  const held = filter === null ? 'every one of' : `${counted(entries.held, 'one', 'ones')} of`;
  return html`<header>
<p class="kicker">Sallyport <span aria-hidden="true">·</span> evidence report</p>
<h1>${title(summary)}</h1>
<p class="lead">${lead(summary)}</p>
<dl class="about">
<div><dt>Log</dt><dd>${shown(log.origin)}</dd></div>
<div><dt>In this bundle</dt><dd>${held} the ${counted(entries.end - entries.first, 'entry', 'entries')} from ${formatCount(entries.first)} to ${formatCount(entries.end - 1)}, of ${formatCount(log.size)} that the log had</dd></div>
<div><dt>Seen by witnesses</dt><dd>${log.witnesses.length === 0 ? html`none <span class="soft">whose keys are in the trust</span>` : log.witnesses.map((name, index) => html`${index === 0 ? '' : ', '}${shown(name)}`)}</dd></div>
<div><dt>Made with</dt><dd>${shown(tool)}</dd></div>
</dl>
${filter === null ? '' : filterNote(filter, entries.withheld)}
</header>`;
}

function title({ period: { from, to, first, last } }: Summary): Html {
  const begin = from ?? first;
  const end = to === null ? last : to - 1;
  if (begin === null || end === null) return html`No entries in this period`;
  const [one, other] = [dayWords(begin), dayWords(end)];
  if (one === other) return html`${one}`;
  const [day = '', ...month] = one.split(' ');
  const short = other.endsWith(` ${month.join(' ')}`) ? day : one;
  return html`${short} <span class="to">to</span> ${other}`;
}

function lead({ period: { from, to, first, last } }: Summary): Html {
  const bounds = html`${from === null ? 'from the first entry of the log' : html`from ${moment(from)}`}
${to === null ? 'to its last' : html`until before ${moment(to)}`}, all times in UTC`;
  const begin = from ?? first;
  const end = to ?? last;
  if (begin === null || end === null) return bounds;
  const length = end - begin;
  return html`${length % DAY_MS === 0 ? counted(length / DAY_MS, 'day') : durationWords(length)}, ${bounds}`;
}

function filterNote(filter: NonNullable<Summary['filter']>, withheld: number): Html {
  const members = Object.entries(filter) as [string, string][];
  return html`<p class="note warn"><strong>This is a selection.</strong> Only what fits ${members.map(([name, value], index) => html`${index === 0 ? '' : ', '}<b>${name}</b> ${shown(value)}`)} is in the bundle; ${counted(withheld, 'entry is', 'entries are')} withheld, each by its hash. Whether everything that fits is here cannot be proven, and no count below is one of the whole log.</p>`;
}
