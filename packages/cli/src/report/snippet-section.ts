import type { Snippet, SnippetPart } from '../scan/snippets.ts';
import type { Tally } from '../scan/tally.ts';
import { visibleText } from '../scan/visible-text.ts';
import { formatCount } from './format-count.ts';
import { type Html, html } from './html.ts';

/** What surrounds the identifiers, with their values: only for a reader who asked for values. */
export function snippetSection({ texts, totals }: Pick<Tally, 'texts' | 'totals'>): Html {
  const withSnippets = texts.filter(({ snippets }) => snippets.length > 0);
  if (withSnippets.length === 0) return html``;
  const shown = withSnippets.reduce((sum, { snippets }) => sum + snippets.length, 0);
  const rest = totals.snippets - shown;
  return html`<section><h2 id="places">In their places</h2>
${withSnippets.map(
  ({ name, snippets }) => html`<h3><bdi>${name}</bdi></h3>
<ul class="snippets">${snippets.map(item)}</ul>
`,
)}
${rest === 0 ? '' : html`<p>${formatCount(rest)} more pieces are not shown.</p>`}</section>`;
}

function item({ line, parts }: Snippet): Html {
  return html`<li><span class="soft">line ${line}</span><bdi>${parts.map(piece)}</bdi></li>
`;
}

function piece(part: SnippetPart): Html {
  if (typeof part === 'string') return html`${visibleText(part)}`;
  return html`<mark class="e-${part.span.type}">${visibleText(part.value)}<b>${part.span.type}</b></mark>`;
}
