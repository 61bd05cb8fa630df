export { acceptRecovery } from './accept-recovery.ts';
export { MAX_RECOVERY_BYTES } from './recovery.ts';
export { type RunningWitness, startWitness, type WitnessOptions } from './start-witness.ts';
export { type WitnessPlace, witnessVerifierKey } from './witness-folder.ts';
