import { ENTITIES, type OperatorPlan, type Span } from '@sallyport/core';
import { type ScanOptions, scan } from './scan.ts';
import { transform } from './transform.ts';

/** The plan that redacts every entity. */
export const REDACT_ALL = Object.freeze(
  Object.fromEntries(ENTITIES.map((entity) => [entity, 'redact'])),
) as OperatorPlan;

/**
 * Replaces every identifier by its entity in brackets: `[NAME]`. `spans` are those of the original text.
 * Redacting the result again changes nothing.
 */
export function redact(
  text: string,
  options: ScanOptions = {},
): { readonly text: string; readonly spans: readonly Span[] } {
  const spans = scan(text, options);
  return { text: transform(text, spans, REDACT_ALL).text, spans };
}
