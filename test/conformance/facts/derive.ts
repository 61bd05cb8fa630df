import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * `node test/conformance/facts/derive.ts FACTS.json` writes `operations.json`, from a list of every leaf of every request and
 * response of the API's public description: `{"POST /x": {"req": {"application/json": [[path, kind], …]}, "res": {…}}}`.
 */

/** A tree of one body: kinds, or what stands below each step. */
type Tree = string | { [step: string]: Tree };
type Leaves = readonly (readonly [path: string, kind: string])[];
type Sides = { readonly req: Readonly<Record<string, Leaves>>; readonly res: Readonly<Record<string, Leaves>> };

const LETTERS: Readonly<Record<string, string>> = {
  'string:': 's',
  'string:uri': 'u',
  'string:binary': 'b',
  'string:date': 'd',
  enum: 'e',
  num: 'n',
  any: 'a',
};

/** A subtree this long is written once, however often it occurs. */
const SHARED = 30;

function treeOf(leaves: Leaves): Tree {
  const root: { [step: string]: Tree } = {};
  for (const [path, kind] of leaves) {
    const steps = path.match(/\[\]|\{\*\}|[^.[\]{}$][^.[]*/g) ?? [];
    let at = root;
    for (const step of steps) {
      const next = at[step];
      const below = typeof next === 'object' ? next : next === undefined ? {} : { '': next };
      at[step] = below;
      at = below;
    }
    at[''] = `${at[''] ?? ''}${LETTERS[kind] ?? '?'}`;
  }
  return folded(root);
}

/** What has kinds alone is a string. */
function folded(tree: Tree): Tree {
  if (typeof tree === 'string') return tree;
  const entries = Object.entries(tree);
  if (entries.length === 1 && entries[0]?.[0] === '') return entries[0][1];
  return Object.fromEntries(entries.map(([step, below]) => [step, folded(below)]));
}

function countTrees(tree: Tree, seen: Map<string, number>): void {
  if (typeof tree === 'string') return;
  const text = JSON.stringify(tree);
  const times = (seen.get(text) ?? 0) + 1;
  seen.set(text, times);
  if (times === 1) for (const below of Object.values(tree)) countTrees(below, seen);
}

/** Replaces what occurs more than once by `#NAME`, and keeps it in `shapes`. */
function shared(tree: Tree, book: { readonly seen: Map<string, number>; readonly shapes: Map<string, string> }): Tree {
  if (typeof tree === 'string') return tree;
  const text = JSON.stringify(tree);
  const once = (book.seen.get(text) ?? 0) < 2 || text.length < SHARED;
  const known = book.shapes.get(text);
  if (!once && known !== undefined) return `#${known}`;
  const inner = Object.fromEntries(Object.entries(tree).map(([step, below]) => [step, shared(below, book)]));
  if (once) return inner;
  const name = String(book.shapes.size);
  book.shapes.set(text, name);
  written[name] = inner;
  return `#${name}`;
}

const written: Record<string, Tree> = {};

const source = JSON.parse(await readFile(process.argv[2] ?? '', 'utf8')) as Readonly<Record<string, Sides>>;
const trees = Object.entries(source).map(([name, { req, res }]) => {
  const side = (bodies: Sides['req']) =>
    Object.entries(bodies).map(([type, leaves]) => [type, treeOf(leaves)] as const);
  return { name, request: side(req), response: side(res) };
});
const book = { seen: new Map<string, number>(), shapes: new Map<string, string>() };
for (const { request, response } of trees)
  for (const [, tree] of [...request, ...response]) countTrees(tree, book.seen);
const operations = Object.fromEntries(
  trees.map(({ name, request, response }) => {
    const side = (bodies: typeof request) =>
      Object.fromEntries(bodies.map(([type, tree]) => [type, shared(tree, book)]));
    return [name, { request: side(request), response: side(response) }];
  }),
);
const text = `${JSON.stringify({ operations, shapes: written }, null, 1)}\n`;
await writeFile(join(import.meta.dirname, 'operations.json'), text);
