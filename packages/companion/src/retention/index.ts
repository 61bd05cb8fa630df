export { type Archive, type ArchiveParts, openArchive } from './archive.ts';
export { scopeDetails } from './hold-scope.ts';
export { type LegalHold, type LegalHolds, legalHolds } from './legal-holds.ts';
export { openHoldKey } from './open-hold-key.ts';
export type { PurgeParts } from './purge-parts.ts';
export { retentionClasses } from './retention-classes.ts';
export { startPurgeTicker } from './start-purge-ticker.ts';
