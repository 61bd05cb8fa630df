export { CompanionClient, type CompanionClientOptions, type Grant } from './companion-client.ts';
export type { Fetch } from './forward.ts';
export { guardFetch } from './guard-fetch.ts';
export type { CallSummary, GuardOptions } from './guard-options.ts';
export { completeSettings, type Environment, type SallyportSettings } from './settings.ts';
