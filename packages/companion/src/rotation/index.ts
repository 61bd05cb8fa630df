export { type KeyStatus, keyStatus, type SealedCount, type SecretStatus } from './key-status.ts';
export { type Rewrapped, rewrapAll } from './rewrap-all.ts';
export { retireSecret, rotateSecret } from './rotate-secret.ts';
export type { RotationParts } from './rotation-parts.ts';
