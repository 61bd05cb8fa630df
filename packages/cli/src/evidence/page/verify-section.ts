import { formatCount } from '../../report/format-count.ts';
import { type Html, html } from '../../report/html.ts';
import type { Summary } from '../tally/summary.ts';
import { counted, shown } from './words.ts';

/** How to find out whether all of this is true. */
export function verifySection({ log, worksheet }: Summary): Html {
  return html`<section aria-labelledby="verify"><h2 id="verify">How to verify this</h2>
<div class="verify">
<p>This page proves nothing by itself: anybody can write one. It is to be believed once <code>sallyport verify</code>, which needs no network and no trust in whoever handed the bundle over, makes it again from the signed entries and finds the same bytes.</p>
<pre><code>sallyport verify FOLDER --fingerprint ${log.fingerprint}</code></pre>
<p><strong>Compare the fingerprint by hand</strong> with the one that the operator of the log gave you on another way, such as a signed letter or by telephone. It stands for the public keys in <code>trust.json</code>:</p>
<p class="fingerprint">${log.fingerprint.match(/.{1,8}/g)?.map((group) => html`<span>${group}</span> `) ?? ''}</p>
<dl class="about">
<div><dt>Root hash of ${formatCount(log.size)} entries</dt><dd><code>${shown(log.root)}</code></dd></div>
<div><dt>With other programs</dt><dd><code>docs/evidence.md</code> does the same with openssl, jose and Go’s sumdb code</dd></div>
</dl></div>
<h3>The worksheet</h3>
<p><code>worksheet/population.csv</code> has ${counted(worksheet.rows, 'row')}: each call of the period, those that were denied too. Adding up its columns gives the numbers of this page. <code>worksheet/sample.csv</code> has ${formatCount(worksheet.sampled)} of them to look into, with columns to sign off. Who draws again draws the same: for each row take the SHA-256, in hexadecimal, of the seed, a colon and the row’s <code>id</code>, and keep the rows of which it is smallest. The seed was</p>
<p class="fingerprint">${shown(worksheet.seed)}</p>
<h3>How this page counts</h3>
<ul>
<li>All times, days and hours are in UTC. Only entries whose own time is in the period count.</li>
<li>A call that was sent counts where its intent is in the period, with what belongs to it: what its client says it replaced, and its outcome, whenever that came.</li>
<li>Identifiers count as spans of text that were found. What the client replaced, the client says; what the companion found and did, the companion says. Neither finds everything.</li>
<li>Where somebody chose a text that stands here, controls and characters that would turn it around are spelt out, as in <code>\\u202e</code>.</li>
</ul></section>`;
}
