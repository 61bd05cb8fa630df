import { type Clock, SallyportError } from '@sallyport/core';
import type { GraphConfig } from '../../config/index.ts';
import type { Claims } from '../claim-at.ts';
import type { FetchGroups } from '../fetch-groups.ts';
import type { IssuerHttp } from '../issuer-http.ts';
import { type GraphProof, graphToken } from './graph-token.ts';
import { memberPages } from './member-pages.ts';

const DEFAULT_URL = 'https://graph.microsoft.com/v1.0';
const KEPT_MS = 300_000;
const MOST_KEPT = 1_000;
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What groups are fetched from Graph with. */
export interface GraphGroupsOptions {
  readonly config: GraphConfig;
  readonly proof: GraphProof;
  readonly http: IssuerHttp;
  readonly clock: Clock;
}

interface Kept {
  readonly groups: Promise<readonly string[]>;
  readonly at: number;
}

/**
 * Fetches from Microsoft Graph the groups of subjects who have more than a token holds. What a token says of where to ask
 * (`_claim_sources`) is not read. Answers are kept for five minutes, those of at most 1,000 subjects; failures are not kept.
 */
export function graphGroups({ config, proof, http, clock }: GraphGroupsOptions): FetchGroups {
  const url = (config.url ?? DEFAULT_URL).replace(/\/$/, '');
  const token = graphToken({ config, proof, http, resource: new URL(url).origin });
  const kept = new Map<string, Kept>();
  const fetch = async (member: string): Promise<readonly string[]> => {
    try {
      return await memberPages({ url, member, token: await token(), http });
    } catch {
      throw new SallyportError('groups_unavailable');
    }
  };
  return async (claims) => {
    const member = memberOf(claims, config);
    const found = kept.get(member);
    const age = clock.now() - (found?.at ?? Number.NEGATIVE_INFINITY);
    if (found !== undefined && age >= 0 && age < KEPT_MS) return found.groups;
    const groups = fetch(member);
    keep(kept, member, { groups, at: clock.now() });
    groups.catch(() => {
      if (kept.get(member)?.groups === groups) kept.delete(member);
    });
    return groups;
  };
}

/** Who it is in the directory: `oid` is a name in its tenant alone, and applications stand apart from people (`idtyp`). */
function memberOf({ oid, tid, idtyp }: Claims, { tenantId }: GraphConfig): string {
  const ours = typeof tid === 'string' && tid.toLowerCase() === tenantId.toLowerCase();
  if (!ours || typeof oid !== 'string' || !GUID.test(oid)) throw new SallyportError('groups_unavailable');
  return `/${idtyp === 'app' ? 'servicePrincipals' : 'users'}/${oid.toLowerCase()}`;
}

/** The oldest goes when there is no more room. */
function keep(kept: Map<string, Kept>, member: string, entry: Kept): void {
  kept.delete(member);
  const [oldest] = kept.keys();
  if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  kept.set(member, entry);
}
