import { type Html, html } from '../../report/html.ts';
import type { Summary } from '../tally/summary.ts';
import { type Safeguard, safeguardsOf } from './safeguards.ts';

/** Each safeguard with its evidence, and beside it what that does not show. */
export function safeguardSection(summary: Summary): Html {
  return html`<section aria-labelledby="safeguards"><h2 id="safeguards">Safeguards of the HIPAA Security Rule</h2>
<p>What this bundle has to show about each, in numbers counted from its entries, and what it cannot show. It is evidence for your own assessment, and no certification: nobody can be certified under HIPAA by a program.</p>
${safeguardsOf(summary).map(card)}</section>`;
}

function card({ id, citation, name, asks, evidence, gaps }: Safeguard): Html {
  return html`<article class="safeguard" aria-labelledby="${id}">
<div class="asks"><p class="citation">${citation}</p><h3 id="${id}">${name}</h3><p class="soft">${asks}</p></div>
<div class="evidence"><h4>Evidence</h4><ul>${evidence.map((one) => html`<li>${one}</li>`)}</ul></div>
<div class="gaps"><h4>What this does not show</h4><ul>${gaps.map((one) => html`<li>${one}</li>`)}</ul></div>
</article>
`;
}
