import { describe, expect, it } from 'vitest';
import { memberAccount } from './member-account.ts';

const GRACE = { issuer: 'https://login.example/', subject: 'grace.example' };
const PEOPLE = [
  { name: 'ada', accounts: [{ ...GRACE, subject: 'ada.example' }] },
  { name: 'grace', accounts: [GRACE, { ...GRACE, subject: 'grace.admin' }], slack: 'U024BE7LH' },
];
const member = (more: object = {}) => ({ id: 'U024BE7LH', team: 'T1', place: 'T1', ...more });

describe('the account of a member', () => {
  it('is the first of their person', () => {
    expect(memberAccount(member(), { people: PEOPLE })).toEqual(GRACE);
    expect(memberAccount(member({ team: undefined }), { people: PEOPLE })).toEqual(GRACE);
    expect(memberAccount(member(), { people: PEOPLE, team: 'T1' })).toEqual(GRACE);
  });

  it.each([
    ['a member of nobody', { id: 'U99999999' }, {}],
    ['a member whose id is another’s beginning', { id: 'U024BE7L' }, {}],
    ['a member of another workspace in a shared channel', { team: 'T2' }, {}],
    ['a member of another workspace than the configured one', { team: 'T2', place: 'T2' }, { team: 'T1' }],
    ['a member in another workspace', { place: 'T2' }, { team: 'T1' }],
  ])('is nobody’s: %s', (_, more, options) => {
    expect(memberAccount(member(more), { people: PEOPLE, ...options })).toBeUndefined();
  });

  it('is nobody’s where nobody has a member id', () => {
    expect(memberAccount(member({ id: undefined as never }), { people: PEOPLE.slice(0, 1) })).toBeUndefined();
  });
});
