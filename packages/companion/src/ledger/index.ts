export type { Appended, Ledger, LedgerProof, SessionMark, UnclosedSession } from './ledger.ts';
export type { LogIdentity } from './log-identity.ts';
export { type LedgerOptions, openLedger } from './open-ledger.ts';
