export { type BootstrapOrder, issueBootstrapToken } from './admin/index.ts';
export { CONFIG_SCHEMA, type Config, type ConfigFiles, loadConfig, loadConfigFiles } from './config/index.ts';
export type { Ledger } from './ledger/index.ts';
export { createLog, type Log } from './log/index.ts';
export type { KeyStatus } from './rotation/index.ts';
export { type BegunRotation, type Rotation, rotateSigningKey } from './secrets/index.ts';
export { type CompanionStore, openCompanionStore, type StoreLocation } from './start/open-companion-store.ts';
export { openRotations, type Rotations } from './start/open-rotations.ts';
export { type Companion, type CompanionOptions, startCompanion } from './start/start-companion.ts';
