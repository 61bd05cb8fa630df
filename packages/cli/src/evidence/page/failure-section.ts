import { ERROR_CATALOGUE } from '@sallyport/core';
import { formatCount } from '../../report/format-count.ts';
import { type Html, html } from '../../report/html.ts';
import type { CodeCount } from '../tally/call-tally.ts';
import type { Summary } from '../tally/summary.ts';
import { dataTable } from './data-table.ts';
import { shown } from './words.ts';

const MESSAGES: Readonly<Record<string, { readonly message: string }>> = ERROR_CATALOGUE;
const MOST = 30;

/** What was refused, what failed, and who was not let in. */
export function failureSection({ calls, events }: Summary): Html {
  const { total } = calls;
  return html`<section aria-labelledby="failures"><h2 id="failures">What was refused, and what failed</h2>
${codeTable('refusals', 'Calls that were refused or told to wait: nothing of them was sent', calls.refusals)}
${codeTable('failed', 'Calls that were sent, and failed', calls.failures)}
${total.unknown + total.open === 0 ? '' : html`<p>Of ${formatCount(total.unknown)} a crash left no trace of how they ended; of ${formatCount(total.open)} this bundle has no outcome.</p>`}
${codeTable('strangers', 'Times somebody was not let in, before it was known who they are or because they may not', events.authFailures)}
</section>`;
}

function codeTable(id: string, caption: string, codes: readonly CodeCount[]): Html {
  if (codes.length === 0) return html`<p class="none">${caption}: <strong>none</strong>.</p>`;
  return dataTable({
    id,
    caption,
    columns: [{ name: 'Code', is: 'head' }, { name: 'What it means' }, { name: 'Count', is: 'n' }],
    rows: codes
      .slice(0, MOST)
      .map(({ code, count }) => [html`<code>${shown(code || 'none')}</code>`, meaningOf(code), formatCount(count)]),
    more: Math.max(0, codes.length - MOST),
  });
}

function meaningOf(code: string): string {
  if (code.startsWith('HTTP ')) return 'The provider answered with this status.';
  return Object.hasOwn(MESSAGES, code) ? (MESSAGES[code]?.message ?? '') : '';
}
