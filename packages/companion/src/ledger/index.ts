export type { ClientKey, SessionMark, SessionSalt, Settled } from './entry.ts';
export type {
  Appended,
  ClientItem,
  Ledger,
  LedgerItem,
  LedgerProof,
  OwnItem,
  StoredSession,
  UnclosedSession,
} from './ledger.ts';
export type { LogIdentity } from './log-identity.ts';
export { type LedgerOptions, openLedger } from './open-ledger.ts';
