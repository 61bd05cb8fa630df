import { type Html, html } from '../../report/html.ts';
import type { Summary } from '../tally/summary.ts';
import { administrationSection } from './administration-section.ts';
import { attentionSection } from './attention-section.ts';
import { dayChart } from './day-chart.ts';
import { reviewSection, ruleSection } from './decision-section.ts';
import { failureSection } from './failure-section.ts';
import { heatMap } from './heat-map.ts';
import { identifierSection } from './identifier-section.ts';
import { inShort } from './in-short.ts';
import { activitySection, continuitySection } from './log-section.ts';
import { masthead } from './masthead.ts';
import { PAGE_POLICY, PAGE_STYLE } from './page-style.ts';
import { safeguardSection } from './safeguard-section.ts';
import { verifySection } from './verify-section.ts';
import { connectionSection, identitySection } from './who-section.ts';

const CONTENTS: readonly (readonly [string, string])[] = [
  ['short', 'In short'],
  ['attention', 'To look at'],
  ['when', 'When'],
  ['safeguards', 'Safeguards'],
  ['identifiers', 'Identifiers'],
  ['identities', 'Who called'],
  ['connections', 'Where it went'],
  ['rules', 'Rules'],
  ['reviews', 'Reviews'],
  ['failures', 'Refused and failed'],
  ['administration', 'Administration'],
  ['activity-reviews', 'Activity reviews'],
  ['continuity', 'Continuity'],
  ['verify', 'Verify'],
];

/**
 * The report of a bundle as one HTML page that asks for nothing: no script, no other file. All of its numbers are those of the summary, and every text out of
 * an event is escaped and stays where it is.
 */
export function evidencePage(summary: Summary): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${PAGE_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>Sallyport evidence report</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<div class="page">
<nav aria-label="Contents"><ol>${CONTENTS.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ol></nav>
<main>
${masthead(summary)}
${sections(summary)}
</main>
</div>
<footer><p>Made from the signed entries of the log, and from nothing else: the same entries give the same page. Evidence for an assessment under 45 CFR part 164, not a certification and not legal advice.</p></footer>
</body>
</html>
`;
  return page.toString();
}

function sections(summary: Summary): readonly Html[] {
  return [
    inShort(summary),
    attentionSection(summary),
    html`<section aria-labelledby="when"><h2 id="when">When it was used</h2>
${dayChart(summary)}
${heatMap(summary.calls.week)}</section>`,
    safeguardSection(summary),
    identifierSection(summary),
    identitySection(summary),
    connectionSection(summary),
    ruleSection(summary),
    reviewSection(summary),
    failureSection(summary),
    administrationSection(summary),
    activitySection(summary),
    continuitySection(summary),
    verifySection(summary),
  ];
}
