import type { BucketConfig } from '../config/index.ts';

/** The lock that an object is written with. */
export function lockOf(objectLock: BucketConfig['objectLock'], until: Date) {
  if (objectLock === 'off') return {};
  const mode = objectLock === 'compliance' ? ('COMPLIANCE' as const) : ('GOVERNANCE' as const);
  return { ObjectLockMode: mode, ObjectLockRetainUntilDate: until };
}
