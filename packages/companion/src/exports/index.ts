export type { ContextOrder } from './context-indexes.ts';
export { type Exports, openExports } from './exports.ts';
export { type ExportMembers, type ExportOrder, readExportOrder, readNames } from './read-export-order.ts';
