/** The bodies that one position of the API's description allows: kinds of value of its own, and what stands below it. */
export interface FactTree {
  /** `s` free text or an id, `u` a URI, `d` a date, `b` bytes, `e` one of a closed set, `a` free JSON, `n` a number. */
  readonly kinds: string;
  /** By step: a key, `{*}` for any key, `[]` for any index. */
  readonly below: ReadonlyMap<string, FactTree>;
}

/** As it is written: kinds alone, `#` and the name of a shape, or steps, with the kinds under the empty step. */
export type WrittenTree = string | { readonly [step: string]: WrittenTree };

/** One position of a body. */
export interface Position {
  /** From `$`, `{*}` for any key and `[]` for any index. */
  readonly path: string;
  readonly kinds: string;
}

/** Reads what `derive.ts` wrote. Each shape is read once. */
export function readTree(written: WrittenTree, shapes: ReadonlyMap<string, FactTree>): FactTree {
  if (typeof written === 'string') return shapes.get(written.slice(1)) ?? { kinds: written, below: new Map() };
  const { '': kinds = '', ...steps } = written;
  const below = Object.entries(steps).map(([step, tree]) => [step, readTree(tree, shapes)] as const);
  return { kinds: String(kinds), below: new Map(below) };
}

/** Every position in which a string may stand, free JSON too. */
export function stringPositions(tree: FactTree, path = '$'): readonly Position[] {
  const own = /[sudbea]/.test(tree.kinds) ? [{ path, kinds: tree.kinds }] : [];
  return [...own, ...[...tree.below].flatMap(([step, below]) => stringPositions(below, pathOf(path, step)))];
}

/** The path one step further down. */
export function pathOf(path: string, step: string): string {
  return step === '[]' ? `${path}[]` : `${path}.${step}`;
}
