import { describe, expect, it } from 'vitest';
import { readAuthentication } from './read-authentication.ts';

describe('readAuthentication', () => {
  it('reads when and how', () => {
    const claims = { auth_time: 1_795_000_000.7, amr: ['pwd', 'mfa'] };
    expect(readAuthentication(claims)).toEqual({ authTime: 1_795_000_000, amr: ['pwd', 'mfa'] });
  });

  it.each([
    [{}],
    [{ auth_time: '1795000000', amr: 'mfa' }],
    [{ auth_time: -1, amr: [1] }],
    [{ auth_time: Number.MAX_VALUE, amr: [''] }],
    [{ auth_time: null, amr: Array.from({ length: 33 }, () => 'mfa') }],
    [{ auth_time: [1], amr: ['m'.repeat(129)] }],
  ])('knows nothing of %j', (claims) => {
    expect(readAuthentication(claims)).toEqual({});
  });
});
