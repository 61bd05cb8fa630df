export * from './allow-config.ts';
export * from './config.ts';
export * from './connection-config.ts';
export * from './credential-config.ts';
export type { EnginesConfig } from './engines-config.ts';
export * from './issuer-config.ts';
export { loadConfig } from './load-config.ts';
export { mayUse } from './may-use.ts';
export { CONFIG_SCHEMA } from './schema/schema.ts';
