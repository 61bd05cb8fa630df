export type { ClientKey, SessionMark, SessionSalt, Settled } from './entry.ts';
export { createHalt, type Halt, haltable } from './halt.ts';
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
export { type KnownOfSession, personOf } from './session-row.ts';
export { sizeOf } from './size-of.ts';
export { storedAddress } from './stored-address.ts';
export { type IndexedLeaf, writeIndex } from './write-index.ts';
