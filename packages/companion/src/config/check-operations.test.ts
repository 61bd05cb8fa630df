import { describe, expect, it } from 'vitest';
import { checkOperations } from './check-operations.ts';
import type { ConnectionConfig } from './connection-config.ts';

const PLAIN = { id: 'triage.create', method: 'POST', path: '/triage', text: ['/note'] } as const;

/** What is wrong with a connection of kind `http` that declares these, or another connection. */
function faultOf(operations: readonly object[] | undefined, kind = 'http') {
  const fault = checkOperations({ kind, operations } as unknown as ConnectionConfig);
  return fault === undefined ? undefined : `${fault.path.join('/')} ${fault.message}`.trim();
}

describe('declared operations', () => {
  it('may be several, with paths of their own', () => {
    const more = {
      id: 'triage.read',
      method: 'GET',
      path: '/triage/{case_id}',
      query: ['full'],
      answer: { text: ['/note'] },
    };
    expect(faultOf([PLAIN, more, { ...PLAIN, id: 'triage.put', method: 'PUT' }])).toBeUndefined();
  });

  it('belong to http, and http needs them', () => {
    expect(faultOf(undefined)).toBe('must have operations, because its kind is http');
    expect(faultOf([PLAIN], 'openai')).toBe('operations is only for a connection whose kind is http');
    expect(faultOf(undefined, 'openai')).toBeUndefined();
  });

  it.each([
    ['an id twice', [PLAIN, { ...PLAIN, path: '/other' }], 'operations/1/id must be unique'],
    [
      'a path twice, whatever its parameters are called',
      [
        { ...PLAIN, path: '/a/{x}' },
        { ...PLAIN, id: 'b', path: '/a/{y}' },
      ],
      'operations/1/path must not be the path of another operation with the same method',
    ],
    [
      'text of a method without a body',
      [{ ...PLAIN, method: 'GET' }],
      'operations/0/text is only for a method that has a body',
    ],
    ['a key in the query', [{ ...PLAIN, query: ['api_key'] }], 'operations/0/query must not name a token or key'],
    ['an index', [{ ...PLAIN, text: ['/items/0/note'] }], 'operations/0 must have * for an index of a list'],
  ])('may not have %s', (_, operations, message) => {
    expect(faultOf(operations)).toBe(message);
  });

  it.each(['triage', '/', '/a/', '//a', '/a/../b', '/a/%2e', '/a?b', '/a/{b}x', '/a/{b}/{b}', '/v1/a', '/a b'])(
    'may not have the path %s',
    (path) => {
      expect(faultOf([{ ...PLAIN, path }])).toMatch(/^operations\/0\/path must be a path/);
    },
  );
});
