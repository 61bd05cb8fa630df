import { matchOperation, OPERATIONS, readRequest, readResponse, refusalOf } from '@sallyport/wire';
import { afterAll, describe, expect, it } from 'vitest';
import { findClientMethods } from './client/client-methods.ts';
import { type FactTree, type Position, stringPositions } from './facts/fact-tree.ts';
import { OPERATION_FACTS, type OperationFacts } from './facts/read-facts.ts';
import { COVERED, REFUSED } from './operations.ts';
import { isUnreadable } from './plan/unreadable.ts';
import { makeBody } from './plant/make-bodies.ts';
import { worded } from './plant/plant-sentinels.ts';

const READERS = { request: readRequest, response: readResponse } as const;
type Side = keyof typeof READERS;

const counted = { request: 0, response: 0, refused: 0 };
const examplePath = (path: string) => path.replaceAll(/\{\w*\}/g, 'x_1');

/** What an answer spells out goes with the text it spells, which is read elsewhere. */
const SPELT_OUT = /logprobs.*(?:\.token|tokens\[\])$/;

/** Said where text stands, and where an id does. */
const SAID = ['Zq7 sentinel "4481234"', 'Zq7-078-05-1120-sentinel'] as const;

/** How one position is read: the roles of the leaves that hold what was said there, or the code of a refusal. */
function readAt(
  operation: OperationFacts,
  side: Side,
  { position, said }: { position: Position; said: string },
): string {
  const value = position.kinds.includes('b') ? said : worded(position, said);
  const body = Buffer.from(JSON.stringify(makeBody(position.path, value)));
  const found = matchOperation(operation.method, examplePath(operation.path));
  if (found === undefined) return 'operation_unknown';
  try {
    const { leaves } = READERS[side](found, body, { contentType: 'application/json' });
    return leaves.find(({ text }) => text.includes('Zq7'))?.role ?? 'no leaf';
  } catch (cause) {
    return (cause as { readonly code?: string }).code ?? String(cause);
  }
}

const BODIES = COVERED.flatMap((operation) =>
  (['request', 'response'] as const).flatMap((side) => {
    const tree = operation[side].get('application/json');
    return tree === undefined ? [] : [[`${operation.name} ${side}`, operation, side, tree] as const];
  }),
);

describe('each string position of what is covered', () => {
  it.each(BODIES)('is a leaf by itself, or refused: %s', (_name, operation, side, tree: FactTree) => {
    for (const position of stringPositions(tree)) {
      const ended = SAID.map((said) => readAt(operation, side, { position, said }));
      const { path } = position;
      counted[side] += 1;
      if (side === 'response' && SPELT_OUT.test(path)) continue;
      if (isUnreadable(position, side)) expect([path, ended]).toEqual([path, ['input_unreadable', 'input_unreadable']]);
      for (const end of ended)
        expect([path, end]).toEqual([path, expect.stringMatching(/^(?:text|structure|input_unreadable)$/)]);
    }
  });
});

describe('every operation', () => {
  it('of the description is covered, or refused by name', () => {
    expect(OPERATION_FACTS).toHaveLength(288);
    expect(COVERED.length + REFUSED.length).toBe(288);
    const matched = COVERED.map(({ method, path }) => matchOperation(method, examplePath(path)));
    expect(COVERED.filter((_, index) => matched[index] === undefined).map(({ name }) => name)).toEqual([]);
  });

  it.each(REFUSED)('is refused by the name it has: %s', (_name, code, { method, path, request }) => {
    expect(matchOperation(method, examplePath(path))).toBeUndefined();
    expect(refusalOf(method, examplePath(path))).toBe(code);
    for (const tree of request.values()) counted.refused += stringPositions(tree).length;
  });

  it('of the installed client is one or the other', async () => {
    const methods = await findClientMethods();
    expect(methods.length).toBeGreaterThan(300);
    const unknown = methods.filter(({ route }) => {
      const [method = '', target = ''] = route.split(' ');
      const path = examplePath(target.split('?')[0] ?? '');
      return matchOperation(method, path) === undefined && refusalOf(method, path) === undefined;
    });
    expect(unknown.map(({ name, route }) => `${name} ${route}`)).toEqual([]);
  });

  it('that is covered has a name of its own', () => {
    expect(new Set(OPERATIONS.map(({ id }) => id)).size).toBe(OPERATIONS.length);
  });
});

afterAll(() => {
  const { request, response, refused } = counted;
  process.stdout.write(`positions: ${request} of requests, ${response} of answers; ${refused} of refused requests\n`);
});
