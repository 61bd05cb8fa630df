import { deepFreeze } from '@sallyport/core';
import type { Policy } from '../policy.ts';
import type { PolicySlice } from './slice-policy.ts';

/** Reads what `slicePolicy` made, strictly. The policy has the digest of the whole one. `undefined` where it is anything else. */
export function readSlice(value: unknown): Policy | undefined {
  const { version, name, digest, rules } = (value ?? {}) as Partial<PolicySlice>;
  if (version !== 1 || typeof name !== 'string' || typeof digest !== 'string' || !Array.isArray(rules))
    return undefined;
  return deepFreeze(structuredClone({ name, digest, rules }));
}
