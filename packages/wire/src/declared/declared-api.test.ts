import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, codeOf, textOf } from '../fixtures/bodies.ts';
import { readErrorResponse, readRequest, readResponse } from '../read-document.ts';
import { queryLeaves, rebuildQuery } from '../read-query.ts';
import { declaredApi } from './declared-api.ts';

const API = declaredApi([
  {
    id: 'triage.create',
    method: 'POST',
    path: '/clinics/{clinic}/triage',
    query: ['dryRun', 'note'],
    text: ['/note', '/items/*/text', '/labels', '/a~1b/~0', '/mixed/*/x', '/mixed/known'],
    answer: { text: ['/summary'] },
  },
  { id: 'triage.list', method: 'GET', path: '/triage' },
  { id: 'echo.create', method: 'PUT', path: '/echo', text: [''] },
]);

const operation = (method: string, path: string) => {
  const found = API.match(method, path);
  if (found === undefined) throw new TypeError(path);
  return found;
};

const TRIAGE = operation('POST', '/clinics/north-4/triage');
const leaves = (body: unknown) => readRequest(TRIAGE, bytesOf(JSON.stringify(body)), {}).leaves;

describe('a declared API', () => {
  it('names its operations apart from those of providers', () => {
    expect(API.operations.map(({ id }) => id)).toEqual(['http.triage.create', 'http.triage.list', 'http.echo.create']);
    expect(TRIAGE.path).toBe('/clinics/north-4/triage');
    expect(API.match('POST', '/triage')).toBeUndefined();
    expect(API.match('POST', '/clinics/north-4/triage/')).toBeUndefined();
  });

  it('reads text where it is declared, by name, at any index or key, and below', () => {
    const body = {
      note: 'seen today',
      items: [{ text: 'one' }, { text: 'two' }],
      labels: { 'a b': ['three'], n: 4481234 },
      'a/b': { '~': 'four' },
      mixed: { any: { x: 'five' }, known: { y: 'six' } },
    };
    const texts = leaves(body).filter(({ role }) => role === 'text');
    expect(texts.map(({ text }) => text)).toEqual([
      'seen today',
      'one',
      'two',
      'three',
      '4481234',
      'four',
      'five',
      'six',
    ]);
  });

  it('holds every other string to be structure: names as names, anything else as a sentence', () => {
    const body = { id: 'case-17', reason: 'seen by Petra', items: [{ code: 'x y' }], mixed: { any: 'free words' } };
    const found = leaves(body).filter(({ key }) => key === undefined);
    expect(found.map(({ text, role, prose }) => [text, role, prose])).toEqual([
      ['north-4', 'structure', undefined],
      ['case-17', 'structure', undefined],
      ['seen by Petra', 'structure', true],
      ['x y', 'structure', true],
      ['free words', 'structure', true],
    ]);
  });

  it('cannot replace what was not declared', () => {
    const document = readRequest(TRIAGE, bytesOf({ reason: 'seen by Petra' }), {});
    const index = document.leaves.findIndex(({ text }) => text === 'seen by Petra');
    expect(codeOf(() => document.rewrite(new Map([[index, '[NAME]']])))).toBe('phi_in_structure');
  });

  it('replaces what was declared, and leaves all other bytes', () => {
    const document = readRequest(TRIAGE, bytesOf({ id: 'case-17', note: 'of Petra' }), {});
    const index = document.leaves.findIndex(({ text }) => text === 'of Petra');
    expect(textOf(document.rewrite(new Map([[index, 'of [NAME]']])))).toBe('{"id":"case-17","note":"of [NAME]"}');
  });

  it('searches keys and parameters, and numbers that may be identifiers', () => {
    expect(leaves({ 'Alma Fernhollow': 1, mrn: 4481234 }).map(({ text, role }) => [text, role])).toEqual([
      ['north-4', 'structure'],
      ['Alma Fernhollow', 'structure'],
      ['mrn', 'structure'],
      ['4481234', 'text'],
    ]);
    expect(queryLeaves(TRIAGE, 'dryRun=true&note=seen%20today')).toEqual([
      { text: 'true', field: 'dryRun', role: 'structure' },
      { text: 'seen today', field: 'note', role: 'structure', prose: true },
    ]);
    expect(codeOf(() => rebuildQuery(TRIAGE, 'other=1'))).toBe('query_not_allowed');
    expect(codeOf(() => rebuildQuery(TRIAGE, 'key=abc'))).toBe('token_in_url');
    expect(codeOf(() => rebuildQuery(TRIAGE, `note=${'x'.repeat(513)}`))).toBe('query_not_allowed');
  });

  it('reads answers by their own pointers, and errors as text', () => {
    const answer = readResponse(TRIAGE, bytesOf({ summary: 'for Alma', note: 'of Alma F' }), {});
    expect(answer.leaves.filter(({ key }) => key === undefined).map(({ text, role }) => [text, role])).toEqual([
      ['for Alma', 'text'],
      ['of Alma F', 'structure'],
    ]);
    expect(readErrorResponse(bytesOf({ detail: 'no Alma' }), {}).leaves.at(-1)).toMatchObject({ role: 'text' });
  });

  it('takes a body only where the method has one, and JSON alone', () => {
    expect(codeOf(() => readRequest(operation('GET', '/triage'), bytesOf({}), {}))).toBe('input_unreadable');
    expect(codeOf(() => readRequest(TRIAGE, bytesOf({}), { contentType: 'text/plain' }))).toBe(
      'content_type_unsupported',
    );
    expect(codeOf(() => readResponse(TRIAGE, bytesOf({}), { contentType: 'text/html' }))).toBe(
      'content_type_unsupported',
    );
  });

  it('leaves no string unread, whatever the body', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (body) => {
        const read = new Set(leaves(body).map(({ text }) => text));
        expect(stringsOf(body).filter((text) => !read.has(text) && !holdsJson(text))).toEqual([]);
      }),
    );
  });

  it('reads a body that is declared whole as text', () => {
    const echo = operation('PUT', '/echo');
    expect(readRequest(echo, bytesOf('"of Alma"'), {}).leaves).toEqual([{ text: 'of Alma', role: 'text' }]);
  });
});

/** Text that holds a document is read as that. */
const holdsJson = (text: string) => /^\s*[[{]/.test(text);

function stringsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsOf);
}
