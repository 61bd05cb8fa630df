import { type Html, type HtmlValue, html } from '../../report/html.ts';

/** A column of a table. */
export interface Column {
  readonly name: string;
  /** `n`: a number, to the right. `head`: names the row. `person`, `what`, `short`, `bar`: takes so much room. */
  readonly is?: 'n' | 'head' | 'person' | 'what' | 'short' | 'bar';
}

/** A table of a page. */
export interface TableParts {
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly HtmlValue[])[];
  /** How many there are besides. */
  readonly more?: number;
  /** Where those are. */
  readonly place?: string;
}

/** A table that can be scrolled sideways by itself, also with the keyboard. */
export function dataTable({ id, caption, columns, rows, more = 0, place = 'summary.json' }: TableParts): Html {
  const heads = columns.map(({ name, is }) => headCell(name, is));
  return html`<div class="wide" role="region" aria-labelledby="${id}" tabindex="0"><table>
<caption id="${id}">${caption}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>${rows.map(
    (row) => html`<tr>${row.map((value, index) => cell(value, columns[index]?.is))}</tr>
`,
  )}</tbody></table></div>${more === 0 ? '' : html`<p class="soft">${more} more stand in <code>${place}</code>.</p>`}`;
}

function headCell(name: string, is: Column['is']): Html {
  if (name === '') return html`<td></td>`;
  return is === 'n' ? html`<th scope="col" class="n">${name}</th>` : html`<th scope="col">${name}</th>`;
}

function cell(value: HtmlValue, is: Column['is']): Html {
  if (is === 'head') return html`<th scope="row">${value}</th>`;
  return is === undefined ? html`<td>${value}</td>` : html`<td class="${is}">${value}</td>`;
}
