import type { Claims } from './claim-at.ts';

/** Fetches the groups of a verified token's subject that the token has no room for. Raises `groups_unavailable`. */
export type FetchGroups = (claims: Claims) => Promise<readonly string[]>;
