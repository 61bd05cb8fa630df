import type { Entity, EntityCounts } from './entity.ts';

/**
 * A located, scored match in a text.
 * Offsets are UTF-16 code units (what a JavaScript string index is), `end` exclusive.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly type: Entity;
  /** A finer name inside the entity: `LOCATION` has `street city zip facility`, `DATE` has `birth`. */
  readonly subtype?: string;
  /** Confidence, from 0 to 1. */
  readonly score: number;
}

/** Counts spans by entity. */
export function countByEntity(spans: Iterable<Pick<Span, 'type'>>): EntityCounts {
  const counts: Partial<Record<Entity, number>> = {};
  for (const { type } of spans) counts[type] = (counts[type] ?? 0) + 1;
  return Object.freeze(counts);
}
