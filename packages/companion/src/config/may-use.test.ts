import { describe, expect, it } from 'vitest';
import { mayUse } from './may-use.ts';

const caller = { issuer: 'https://login.example/', subject: 'notes-service', groups: ['clinicians'] };

describe('mayUse', () => {
  it.each([
    [{ subjects: ['*'] }, true],
    [{ subjects: ['notes-service'] }, true],
    [{ subjects: ['billing-service'] }, false],
    [{ groups: ['clinicians'] }, true],
    [{ groups: ['*'] }, true],
    [{ groups: ['billing'] }, false],
    [{ subjects: ['billing-service'], groups: ['clinicians'] }, true],
    [{ subjects: ['*'], issuer: 'https://login.example/' }, true],
    [{ subjects: ['*'], issuer: 'https://other.example/' }, false],
    [{}, false],
  ])('%j: %s', (rule, expected) => {
    expect(mayUse({ allow: [rule] }, caller)).toBe(expected);
    expect(mayUse({ allow: [{ subjects: ['nobody'] }, rule] }, caller)).toBe(expected);
  });

  it('lets nobody in by no rule', () => {
    expect(mayUse({ allow: [] }, caller)).toBe(false);
  });

  it('does not count someone without groups as a member', () => {
    expect(mayUse({ allow: [{ groups: ['*'] }] }, { ...caller, groups: [] })).toBe(false);
  });

  it.each([
    [['embeddings.create'], 'embeddings.create', true],
    [['embeddings.create'], 'embeddings.create.more', false],
    [['embeddings.create'], 'embeddings', false],
    [['chat.*'], 'chat.completions.create', true],
    [['chat.*'], 'chat', false],
    [['chat.*'], 'chats.create', false],
    [['chat.completions.*', 'models.list'], 'models.list', true],
    [['chat.completions.*', 'models.list'], 'models.retrieve', false],
    [['chat.*'], undefined, true],
    [undefined, 'anything.at.all', true],
  ])('operations %j cover %s: %s', (operations, operation, expected) => {
    const rule = { subjects: ['*'], ...(operations === undefined ? {} : { operations }) };
    expect(mayUse({ allow: [rule] }, caller, operation)).toBe(expected);
  });

  it('takes subject and operation from one rule, not each from another', () => {
    const allow = [
      { groups: ['clinicians'], operations: ['embeddings.create'] },
      { subjects: ['billing-service'], operations: ['chat.*'] },
    ];
    expect(mayUse({ allow }, caller, 'embeddings.create')).toBe(true);
    expect(mayUse({ allow }, caller, 'chat.completions.create')).toBe(false);
    expect(mayUse({ allow }, { ...caller, subject: 'billing-service' }, 'chat.completions.create')).toBe(true);
  });

  it.each([
    ['service', 'service', true],
    ['service', 'person', false],
    ['person', undefined, false],
    [undefined, 'person', true],
  ] as const)('a rule for nature %s and a caller of nature %s: %s', (wanted, nature, expected) => {
    const rule = { subjects: ['*'], ...(wanted === undefined ? {} : { nature: wanted }) };
    expect(mayUse({ allow: [rule] }, { ...caller, ...(nature === undefined ? {} : { nature }) })).toBe(expected);
  });
});
