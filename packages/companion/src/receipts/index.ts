export { type SessionReceipts, type SessionReceiptsParts, sessionReceipts } from './session-receipts.ts';
