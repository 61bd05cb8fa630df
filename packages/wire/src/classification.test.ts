import { describe, expect, it } from 'vitest';
// The operations of the API's public description (openai-node 7.5.0, 288), and what the methods of openai-node 7.57 call beside them
import API from './fixtures/api-operations.json' with { type: 'json' };
import { matchOperation, OPERATIONS } from './match-operation.ts';
import { REFUSED_OPERATIONS } from './operations/refused/refused-operations.ts';
import { refusalOf } from './refusal-of.ts';

interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: string;
}

const callsOf = (paths: Readonly<Record<string, string>>): readonly Call[] =>
  Object.entries(paths).flatMap(([target, methods]) => {
    const [path = '', query = ''] = target.split('?');
    return methods.split(' ').map((method) => ({ method, path, query }));
  });

const DESCRIBED = callsOf(API.described);
const ADDED = callsOf(API.added);
const ALL = [...DESCRIBED, ...ADDED];

/** Families whose tables are written on another branch. */
const COVERED_ELSEWHERE = /^\/(?:responses|conversations|chat\/completions|moderations|evals)(?:\/|$)/;

const example = (path: string) => path.replaceAll(/\{(\w+)\}/g, 'x-$1');
const written = ({ method, path }: Pick<Call, 'method' | 'path'>) => `${method} ${path}`;

/** The refused ones, by reason and the first segments of their paths, with how many. */
const REFUSED = {
  operation_administrative: { '/organization': 123, '/projects': 19 },
  operation_realtime: {},
  operation_webhook: {},
  operation_agent: {},
  operation_direct_access: {},
  operation_archive: {},
};

describe('every operation of the API', () => {
  it('is listed', () => {
    expect([DESCRIBED.length, ADDED.length]).toEqual([288, 88]);
    expect(new Set(ALL.map((call) => `${written(call)}?${call.query}`)).size).toBe(376);
  });

  it.each(ALL.map((call) => [`${written(call)}?${call.query}`, call] as const))(
    'is covered or refused: %s',
    (_, call) => {
      const operation = matchOperation(call.method, example(call.path));
      const refusal = refusalOf(call.method, example(call.path));
      if (COVERED_ELSEWHERE.test(call.path) && operation === undefined) {
        expect(refusal).toBeUndefined();
        return;
      }
      expect([operation === undefined, refusal === undefined]).toContain(true);
      expect(operation === undefined && refusal === undefined).toBe(false);
      if (operation !== undefined && call.query !== '') expect(operation.query).toContain('beta');
    },
  );
});
