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
  ])('%j: %s', (allow, expected) => {
    expect(mayUse({ allow }, caller)).toBe(expected);
  });

  it('does not count someone without groups as a member', () => {
    expect(mayUse({ allow: { groups: ['*'] } }, { ...caller, groups: [] })).toBe(false);
  });
});
