export { type SessionProofs, sessionProofs } from './session-proofs.ts';
export { type SessionReceipts, type SessionReceiptsParts, sessionReceipts } from './session-receipts.ts';
