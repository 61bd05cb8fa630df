export type { AppliedVersion } from './applied-version.ts';
