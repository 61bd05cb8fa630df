import { describeCounts } from '../scan/scan-tables.ts';
import { countFound, type ScannedText, type Tally } from '../scan/tally.ts';
import { formatCount } from './format-count.ts';
import { type Html, html } from './html.ts';

/** A row for each text, those with most identifiers first. */
export function fileSection({ texts, totals }: Pick<Tally, 'texts' | 'totals'>): Html {
  if (texts.length === 0) return html``;
  const rest = totals.texts - texts.length;
  const rows = texts.map((text) => ({ text, found: countFound(text.counts) })).sort((a, b) => b.found - a.found);
  return html`<section><h2 id="files">By file</h2>
<div class="wide" role="region" aria-labelledby="files" tabindex="0"><table>
<caption>Each text that was read, those with most identifiers first</caption>
<thead><tr><th scope="col">File</th><th scope="col" class="n">Found</th><th scope="col" class="list">Entities</th><th scope="col" class="n">Words</th><th scope="col" class="n">Characters</th></tr></thead>
<tbody>${rows.map(row)}</tbody></table></div>
${rest === 0 ? '' : html`<p>${formatCount(rest)} more texts are counted above and not listed.</p>`}</section>`;
}

function row({ text, found }: { readonly text: ScannedText; readonly found: number }): Html {
  // An entity stays with its number where the line breaks.
  const entities = describeCounts(text.counts).replaceAll(/ (?=[0-9])/g, '\u00a0');
  return html`<tr><th scope="row" class="file"><bdi>${text.name}</bdi></th><td class="n">${formatCount(found)}</td>
<td class="list">${entities}</td><td class="n">${formatCount(text.words)}</td><td class="n">${formatCount(text.characters)}</td></tr>
`;
}
