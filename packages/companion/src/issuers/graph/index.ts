export { graphGroups } from './graph-groups.ts';
export type { GraphProof } from './graph-token.ts';
