import { decide, SAFE_HARBOR } from '@sallyport/policy';
import { apiOfKind, OPERATIONS } from '@sallyport/wire';
import { describe, expect, it } from 'vitest';

describe('the compiled-in policy', () => {
  it('allows each operation that can be read, and no other', () => {
    const covered = [...OPERATIONS, ...apiOfKind('bedrock').operations].map(({ id }) => id).sort();
    expect(SAFE_HARBOR.rules.flatMap(({ operations }) => operations).sort()).toEqual(covered);
    for (const operation of covered) expect(decide(SAFE_HARBOR, { operation }).effect).toBe('allow');
    expect(decide(SAFE_HARBOR, { operation: 'organization.users.list' }).effect).toBe('deny');
  });
});
