import { OPERATION_FACTS, type OperationFacts } from './facts/read-facts.ts';
import { REFUSED_OPERATIONS } from './plan/refused-operations.ts';
import { nowhere } from './plant/fills.ts';
import { type Fill, makeBodies } from './plant/make-bodies.ts';

const CODES: ReadonlyMap<string, string> = new Map(
  Object.entries(REFUSED_OPERATIONS).flatMap(([code, names]) => names.map((name) => [name, code] as const)),
);

/** The operations that are refused by name, each with the code. */
export const REFUSED: readonly (readonly [name: string, code: string, operation: OperationFacts])[] =
  OPERATION_FACTS.flatMap((operation) => {
    const code = CODES.get(operation.name);
    return code === undefined ? [] : [[operation.name, code, operation] as const];
  });

/** All others, which must go through. */
export const COVERED: readonly OperationFacts[] = OPERATION_FACTS.filter(({ name }) => !CODES.has(name));

/** The values of an operation's path parameters. */
export function parametersOf({ parameters }: OperationFacts): readonly string[] {
  return parameters.map((name) => `${name.replace('_id', '')}_abc123`);
}

/** The kinds of input differ by operation: a moderation's are parts, a response's are items. */
export function fillFor({ name }: OperationFacts, fill: Fill): Fill {
  const isKind = (path: string) => name === 'POST /moderations' && path === '$.input[].type';
  return (position) => (isKind(position.path) ? 'text' : fill(position));
}

/** A request with nothing to be found in it, and without a file. */
export function cleanRequest(operation: OperationFacts, more: object = {}) {
  const [[contentType, tree] = []] = [...operation.request];
  const parameters = parametersOf(operation);
  if (contentType === undefined || tree === undefined)
    return { operation, parameters, contentType: undefined, body: undefined };
  const fill = fillFor(operation, nowhere(contentType === 'application/json' ? 'request' : 'form'));
  const [body = {}] = makeBodies(tree, (position) => (position.kinds.includes('b') ? undefined : fill(position)));
  return { operation, parameters, contentType, body: { ...(body as object), ...more } };
}
