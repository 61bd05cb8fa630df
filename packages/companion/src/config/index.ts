export * from './config.ts';
export type { EnginesConfig } from './engines-config.ts';
export { loadConfig } from './load-config.ts';
export { mayUse } from './may-use.ts';
export { CONFIG_SCHEMA } from './schema.ts';
