import { ENTITIES } from '@sallyport/core';
import type { Totals } from '../scan/tally.ts';
import { ENTITY_WORDS } from './entity-words.ts';
import { formatCount } from './format-count.ts';
import { type Html, html } from './html.ts';

/** Identifiers by entity, the most frequent first, with a bar for each. */
export function entitySection({ counts, found }: Pick<Totals, 'counts' | 'found'>): Html {
  const rows = ENTITIES.flatMap((entity) => {
    const count = counts[entity];
    return count === undefined ? [] : [{ entity, count }];
  }).sort((a, b) => b.count - a.count);
  const most = rows[0]?.count ?? 1;
  const body = rows.map(
    ({
      entity,
      count,
    }) => html`<tr><th scope="row"><code>${entity}</code></th><td class="words">${ENTITY_WORDS[entity]}</td>
<td class="n">${formatCount(count)}</td><td class="n">${share(count, found)}</td><td class="bar">${bar(count / most)}</td></tr>
`,
  );
  return html`<section><h2 id="entities">By entity</h2>
${rows.length === 0 ? html`<p>No identifiers were found.</p>` : table(body)}</section>`;
}

function table(body: readonly Html[]): Html {
  return html`<div class="wide" role="region" aria-labelledby="entities" tabindex="0"><table>
<caption>How often each entity of HIPAA Safe Harbor, 45 CFR 164.514(b)(2)(i), was found</caption>
<thead><tr><th scope="col">Entity</th><th scope="col" class="words">What it is</th><th scope="col" class="n">Count</th><th scope="col" class="n">Share</th><td></td></tr></thead>
<tbody>${body}</tbody></table></div>`;
}

function share(count: number, of: number): string {
  const percent = (100 * count) / of;
  return percent < 1 ? '< 1 %' : `${Math.round(percent)} %`;
}

/** The number stands beside it, so the bar is hidden from screen readers. */
function bar(part: number): Html {
  const width = Math.max(1, Math.round(part * 100));
  return html`<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect width="${width}" height="10"></rect></svg>`;
}
