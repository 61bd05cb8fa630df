import { type FactTree, type Position, pathOf } from '../facts/fact-tree.ts';

/** Says what stands in a position; `undefined` leaves it out. */
export type Fill = (position: Position) => unknown;

/**
 * The fewest bodies in which every position is filled: the members of a union stand together in one object, or beside each other in
 * a list; where a string and an object exclude each other there is a body for each.
 */
export function makeBodies(tree: FactTree, fill: Fill, path = '$'): readonly unknown[] {
  const own = tree.kinds === '' ? undefined : fill({ path, kinds: tree.kinds });
  const bodies = own === undefined ? [] : [own];
  const item = tree.below.get('[]');
  const items = item === undefined ? [] : makeBodies(item, fill, pathOf(path, '[]'));
  return [...bodies, ...(items.length === 0 ? [] : [items]), ...makeObjects(tree, fill, path)];
}

function makeObjects(tree: FactTree, fill: Fill, path: string): readonly unknown[] {
  const fields = [...tree.below]
    .filter(([step]) => step !== '[]')
    .map(([step, below]) => [step, makeBodies(below, fill, pathOf(path, step))] as const)
    .filter(([, bodies]) => bodies.length > 0);
  const many = Math.max(0, ...fields.map(([, bodies]) => bodies.length));
  return Array.from({ length: many }, (_, index) =>
    Object.fromEntries(
      fields.map(([step, bodies]) => [step === '{*}' ? 'chosen' : step, bodies[Math.min(index, bodies.length - 1)]]),
    ),
  );
}

/** A body with one value, in one position. */
export function makeBody(path: string, value: unknown): unknown {
  const steps = path.match(/\[\]|\.\{\*\}|\.[^.[]+/g) ?? [];
  return steps.reduceRight<unknown>(
    (inner, step) => (step === '[]' ? [inner] : { [step === '.{*}' ? 'chosen' : step.slice(1)]: inner }),
    value,
  );
}
