import { type AppliedCounts, ENTITIES, type Entity, type EntityCounts, OPERATORS } from '@sallyport/core';
import type { CallRow } from './call-row.ts';

/** What was found of one entity in what was sent, and what was done about it. */
export interface EntityRow {
  readonly entity: Entity;
  readonly found: number;
  /** By operator, in the order of the operators: by the client, before the companion saw anything, and by the companion. */
  readonly client: Readonly<Record<string, number>>;
  readonly companion: Readonly<Record<string, number>>;
  /** Masked in answers. */
  readonly masked: number;
}

type Counts = Map<string, number>;

/** Counts identifiers of sessions by entity, operator and door. */
export class IdentifierTally {
  readonly #found: Counts = new Map();
  readonly #client: Counts = new Map();
  readonly #companion: Counts = new Map();
  readonly #masked: Counts = new Map();

  take(row: CallRow): void {
    if (row.end === 'denied') return;
    addEntities(this.#found, row.found);
    addEntities(this.#masked, row.outcome?.masked ?? {});
    addApplied(this.#companion, row.applied);
    addApplied(this.#client, row.byClient);
  }

  /** The entities that occurred, in their order. */
  rows(): readonly EntityRow[] {
    return ENTITIES.map((entity) => this.#row(entity)).filter(({ found, masked }) => found + masked > 0);
  }

  #row(entity: Entity): EntityRow {
    const client = byOperator(this.#client, entity);
    // What the client left as it was is found again by the companion.
    const { allow: _left, ...replaced } = client;
    const before = Object.values(replaced).reduce((sum, count) => sum + count, 0);
    return {
      entity,
      found: (this.#found.get(entity) ?? 0) + before,
      client: replaced,
      companion: byOperator(this.#companion, entity),
      masked: this.#masked.get(entity) ?? 0,
    };
  }
}

function addEntities(counts: Counts, found: EntityCounts): void {
  for (const [entity, count] of Object.entries(found)) counts.set(entity, (counts.get(entity) ?? 0) + count);
}

function addApplied(counts: Counts, applied: AppliedCounts): void {
  for (const [entity, operators] of Object.entries(applied)) {
    for (const [operator, count] of Object.entries(operators)) {
      const key = `${entity}/${operator}`;
      counts.set(key, (counts.get(key) ?? 0) + count);
    }
  }
}

function byOperator(counts: Counts, entity: Entity): Record<string, number> {
  const rows = OPERATORS.map((operator) => [operator, counts.get(`${entity}/${operator}`) ?? 0] as const);
  return Object.fromEntries(rows.filter(([, count]) => count > 0));
}
