export { createServing, type Serving } from './serving.ts';
export { type IssueSlice, sliceIssuer } from './slice-issuer.ts';
export type { OpenSnapshot, Snapshot } from './snapshot.ts';
