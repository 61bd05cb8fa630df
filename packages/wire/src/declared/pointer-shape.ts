import { FREE, type Shape, selfContained } from '../shape.ts';
import type { StringRule } from '../string-rule.ts';

/** A name of something, as programs write them: no sentence. */
const NAME = /^[\w.:/@+=-]{1,128}$/;

/** A string that no one declared to be text: it stays as it is, and is searched, as a name or as a sentence. */
export const undeclared: StringRule = (value) =>
  NAME.test(value) ? { structure: value } : { structure: value, prose: true };

const UNDECLARED: Shape = selfContained({ string: undeclared });

/** Steps that lead to text, with what stands below each; `text` ends one. */
interface Steps {
  readonly below: Map<string, Steps>;
  text: boolean;
}

/**
 * The shape of a body in which text stands where the pointers (RFC 6901) say, and below: `/items/*` and the like. A step of `*` is any index or
 * key; no other step is an index. Every other string is structure, whatever it is.
 */
export function pointerShape(pointers: readonly string[]): Shape {
  const root: Steps = { below: new Map(), text: false };
  for (const pointer of pointers) add(root, stepsOf(pointer));
  return shapeOf([root]);
}

/** The steps of a pointer, unescaped. */
function stepsOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function add(root: Steps, steps: readonly string[]): void {
  let at = root;
  for (const step of steps) {
    const next = at.below.get(step) ?? { below: new Map<string, Steps>(), text: false };
    at.below.set(step, next);
    at = next;
  }
  at.text = true;
}

/** What stands where all of these lead: a key is led to by its own name and by `*`. */
function shapeOf(places: readonly Steps[]): Shape {
  if (places.some(({ text }) => text)) return FREE;
  const any = places.flatMap(({ below }) => below.get('*') ?? []);
  const names = new Set(places.flatMap(({ below }) => [...below.keys()]).filter((name) => name !== '*'));
  const others = any.length === 0 ? UNDECLARED : shapeOf(any);
  const fields = [...names].map((name): [string, Shape] => {
    const named = places.flatMap(({ below }) => below.get(name) ?? []);
    return [name, shapeOf([...named, ...any])];
  });
  return Object.freeze<Shape>({ string: undeclared, fields: Object.fromEntries(fields), others, items: others });
}
