export { keptParts } from './kept-parts.ts';
export type { StoreFaultCode } from './store-fault.ts';
export type { StoreReport } from './store-report.ts';
export { verifyDatabase } from './verify-database.ts';
export { type StoreAudit, verifyStore } from './verify-store.ts';
