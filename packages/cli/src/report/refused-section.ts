import type { Tally } from '../scan/tally.ts';
import { formatCount } from './format-count.ts';
import { type Html, html } from './html.ts';

/** The files that could not be read, and why; nothing where there are none. */
export function refusedSection({ refused, totals }: Pick<Tally, 'refused' | 'totals'>): Html {
  if (refused.length === 0) return html``;
  const rest = totals.refused - refused.length;
  const rows = refused.map(
    ({ name, code, reason }) => html`<tr><th scope="row" class="file"><bdi>${name}</bdi></th><td>${reason}</td>
<td><code>${code}</code></td></tr>
`,
  );
  return html`<section><h2 id="refused">Not read</h2>
<div class="wide" role="region" aria-labelledby="refused" tabindex="0"><table>
<caption>Files that could not be read: what is in them is not known</caption>
<thead><tr><th scope="col">File</th><th scope="col">Why</th><th scope="col">Code</th></tr></thead>
<tbody>${rows}</tbody></table></div>
${rest === 0 ? '' : html`<p>${formatCount(rest)} more are not listed.</p>`}</section>`;
}
