import type { Tally } from '../scan/tally.ts';
import { entitySection } from './entity-section.ts';
import { fileSection } from './file-section.ts';
import { formatCount } from './format-count.ts';
import { type Html, html } from './html.ts';
import { refusedSection } from './refused-section.ts';
import { REPORT_POLICY, REPORT_STYLE } from './report-style.ts';
import { snippetSection } from './snippet-section.ts';

/** What a report says beside the tally. */
export interface ReportFacts {
  /** The version of this program. */
  readonly version: string;
  /** When the scan was made, in milliseconds since the Unix epoch. */
  readonly time: number;
  /** Whether the page shows identifiers, and names of files as they are. */
  readonly showValues: boolean;
}

/** The tally as one HTML page that asks for nothing: no script, and no other file. Every text in it is escaped. */
export function reportPage(tally: Tally, facts: ReportFacts): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${REPORT_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>Sallyport scan report</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
<main>
${head(tally, facts)}
${entitySection(tally.totals)}
${fileSection(tally)}
${refusedSection(tally)}
${facts.showValues ? snippetSection(tally) : ''}
</main>
<footer class="soft"><p>Made by <code>sallyport scan</code> ${facts.version}. Detection is not perfect: a text in which nothing was found is not thereby free of identifiers.</p></footer>
</body>
</html>
`;
  return page.toString();
}

function head({ totals }: Tally, { version, time, showValues }: ReportFacts): Html {
  const date = new Date(time).toISOString();
  const facts: readonly (readonly [string, number])[] = [
    ['Identifiers found', totals.found],
    ['Texts read', totals.texts],
    ['Words', totals.words],
    ['Characters', totals.characters],
    ['Could not be read', totals.refused],
    ['Passed over', totals.passedOver],
  ];
  return html`<h1>Sallyport scan report</h1>
<p class="soft">Scanned <time datetime="${date}">${date.slice(0, 10)} at ${date.slice(11, 16)} UTC</time> with sallyport ${version}</p>
${showValues ? OPEN : CLOSED}
<dl class="facts">${facts.map(([name, count]) => html`<div><dt>${name}</dt><dd>${formatCount(count)}</dd></div>`)}</dl>
${totals.passedOver === 0 ? '' : PASSED_OVER}`;
}

const OPEN = html`<p class="note warn"><strong>This page shows identifiers.</strong> Handle it as you would the texts themselves.</p>`;
const CLOSED = html`<p class="note">This page holds counts, and no text of the files. Identifiers that were found in the names of files are replaced.</p>`;
const PASSED_OVER = html`<p class="soft">Passed over, so not looked into: hidden entries, links, and files whose names do not end as those of text do.</p>`;
