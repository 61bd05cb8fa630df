export { DEFAULT_DETECT as BUILT_IN_DETECT, inspectBody } from '@sallyport/pipeline';
export { type BootstrapOrder, issueBootstrapToken } from './admin/index.ts';
export { type StoreAudit, type StoreReport, verifyStore } from './audit/index.ts';
export { CONFIG_SCHEMA, type Config, type ConfigFiles, loadConfig, loadConfigFiles } from './config/index.ts';
export { readYaml, type YamlFile } from './config/read-yaml.ts';
export type { Ledger } from './ledger/index.ts';
export { createLog, type Log } from './log/index.ts';
export type { KeyStatus } from './rotation/index.ts';
export {
  type BegunRotation,
  type KeyPurpose,
  type LedgerRotation,
  type Rotation,
  rotateKey,
  rotateSigningKey,
} from './secrets/index.ts';
export { readTime, rebuildSessionIndex } from './sessions/index.ts';
export { logVerifierKey } from './start/log-verifier-key.ts';
export { type CompanionStore, openCompanionStore, type StoreLocation } from './start/open-companion-store.ts';
export { openRecovery, type Recovery } from './start/open-recovery.ts';
export { openRotations, type Rotations } from './start/open-rotations.ts';
export { type Companion, type CompanionOptions, startCompanion } from './start/start-companion.ts';
export {
  acceptRecovery,
  MAX_RECOVERY_BYTES,
  type RunningWitness,
  startWitness,
  type WitnessOptions,
  type WitnessPlace,
  witnessVerifierKey,
} from './witness/index.ts';
export type { Recovered, RecoveryFile, RecoveryPlan } from './witnessing/index.ts';
