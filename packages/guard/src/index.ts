export { createProcessVault, type Vault } from '@sallyport/vault';
export type { Environment } from './environment.ts';
export { flushEvents } from './evidence/shared-evidence.ts';
export type { Fetch } from './forward/forward.ts';
export { type GuardedFetch, guardFetch } from './guard-fetch.ts';
export type { CallSummary, GuardOptions } from './guard-options.ts';
export type { PolicyName } from './policy-name.ts';
export { completeSettings, type SallyportSettings } from './settings.ts';
