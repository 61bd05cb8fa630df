import { CONNECTION_KINDS } from '@sallyport/core';
import { decide, SAFE_HARBOR } from '@sallyport/policy';
import { apiOfKind } from '@sallyport/wire';
import { describe, expect, it } from 'vitest';

describe('the compiled-in policy', () => {
  it('allows each operation that can be read, and no other', () => {
    const readable = CONNECTION_KINDS.flatMap((kind) => apiOfKind(kind).operations.map(({ id }) => id));
    const covered = [...new Set(readable)].sort();
    expect(SAFE_HARBOR.rules.flatMap(({ when }) => when?.operations ?? []).sort()).toEqual(
      [...covered, 'http.*'].sort(),
    );
    for (const operation of covered) expect(decide(SAFE_HARBOR, { operation }).effect).toBe('allow');
    expect(decide(SAFE_HARBOR, { operation: 'http.triage.create' }).effect).toBe('allow');
    expect(decide(SAFE_HARBOR, { operation: 'organization.users.list' }).effect).toBe('deny');
  });
});
