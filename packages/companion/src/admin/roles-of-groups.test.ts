import { describe, expect, it } from 'vitest';
import { rolesOfGroups } from './roles-of-groups.ts';

const ROLES = { admin: ['platform'], auditor: ['audit', 'audit-eu'], viewer: ['audit'] };

describe('rolesOfGroups', () => {
  it.each([
    [['platform'], ['admin']],
    [['audit'], ['auditor', 'viewer']],
    [
      ['audit-eu', 'platform', 'staff'],
      ['admin', 'auditor'],
    ],
    [['Platform', 'platform ', 'admin', '*', ''], []],
    [[], []],
  ])('%j have %j', (groups, roles) => {
    expect(rolesOfGroups(ROLES, groups)).toEqual(roles);
  });
});
