export { createServing, type Serving } from './serving.ts';
export type { OpenSnapshot, Snapshot } from './snapshot.ts';
