export { type BackupFacts, backupFacts } from './backup-facts.ts';
export { openWitnessing, type Witnessing } from './open-witnessing.ts';
export { type Lost, planRecovery, type RecoveryPlan } from './plan-recovery.ts';
export { type Recovered, type RecoveryFile, recordRecovery } from './record-recovery.ts';
export { recordUnwitnessed } from './record-unwitnessed.ts';
export { signedLog } from './signed-log.ts';
export { witnessClient } from './witness-client.ts';
export { witnessHttp } from './witness-http.ts';
export { witnessKeys } from './witness-keys.ts';
