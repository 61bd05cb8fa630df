import type { Span } from '@sallyport/core';
import { createColors } from 'picocolors';
import { ENTITY_COLOURS } from './entity-colours.ts';
import { visibleText } from './visible-text.ts';

/** How many characters of a text a view shows. */
const VIEW_CHARACTERS = 20_000;

/** How identifiers are shown: in colour or not, by their entity alone or with their values. */
export interface HighlightOptions {
  readonly colour: boolean;
  readonly showValues: boolean;
}

/**
 * A text with its identifiers marked: `[NAME]`, with values `[NAME: …]`, in colour where asked for. Spans are sorted and
 * apart. Nothing in the text can drive the terminal. At most 20,000 characters; what is left out is counted.
 */
export function highlight(
  { text, spans }: { readonly text: string; readonly spans: readonly Span[] },
  options: HighlightOptions,
): string {
  let shown = '';
  let from = 0;
  for (const span of spans) {
    if (span.start >= VIEW_CHARACTERS) break;
    shown += visibleText(text.slice(from, span.start)) + mark(text, span, options);
    from = span.end;
  }
  const to = Math.max(from, Math.min(text.length, VIEW_CHARACTERS));
  shown += visibleText(text.slice(from, to));
  const rest = text.length - to;
  return `${shown.replace(/\n$/, '')}\n${rest === 0 ? '' : `… ${rest} more characters are not shown\n`}`;
}

function mark(text: string, { start, end, type }: Span, { colour, showValues }: HighlightOptions): string {
  const value = showValues ? visibleText(text.slice(start, end)) : '';
  if (!colour) return showValues ? `[${type}: ${value}]` : `[${type}]`;
  const { inverse, bold } = createColors(true);
  const label = ENTITY_COLOURS[type](inverse(` ${type} `));
  return showValues ? `${label} ${bold(ENTITY_COLOURS[type](value))}` : label;
}
