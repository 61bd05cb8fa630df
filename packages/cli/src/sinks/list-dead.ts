import { type AdminAnswer, textOf } from '../admin/admin-answer.ts';
import { countOf } from '../reviews/review-answer.ts';
import { visibleLine } from '../scan/visible-text.ts';
import { layOut } from '../table.ts';

const HEAD = ['ENTRY', 'WHY', 'SINCE', 'AGAIN'];

/** A page of dead letters as a table, the first one with a head. Raises `companion_invalid`. */
export function listDead(page: readonly AdminAnswer[], { head }: { readonly head: boolean }): string {
  return `${layOut([...(head ? [HEAD] : []), ...page.map(rowOf)])}\n`;
}

function rowOf(dead: AdminAnswer): readonly string[] {
  const again = dead.again === true ? 'soon' : '';
  return [
    String(countOf(dead, 'index')),
    visibleLine(textOf(dead, 'error')),
    visibleLine(textOf(dead, 'died_at')),
    again,
  ];
}
