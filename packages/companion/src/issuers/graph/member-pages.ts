import { SallyportError } from '@sallyport/core';
import { isObject } from '../claim-at.ts';
import type { IssuerAnswer, IssuerHttp } from '../issuer-http.ts';

const MOST_PAGES = 50;
const MOST_GROUPS = 10_000;
const LONGEST_ID = 256;
const TIMEOUT_MS = 15_000;

/** What a member's groups are read with. */
export interface MemberPagesOptions {
  /** `https://graph.microsoft.com/v1.0`, without a trailing slash. */
  readonly url: string;
  /** Below `url`, such as `/users/<oid>`. */
  readonly member: string;
  readonly token: string;
  readonly http: IssuerHttp;
}

/**
 * Reads the ids of all groups and roles of a member of the directory, nested ones too (Microsoft Graph, `directoryObject:
 * getMemberObjects`), page by page. Only the configured host is asked, whatever an answer says; at most 50 pages and 10,000 groups
 * are read, in at most 15 seconds. Raises `groups_unavailable`, `issuer_unavailable`.
 */
export async function memberPages({ url, member, token, http }: MemberPagesOptions): Promise<readonly string[]> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ securityEnabledOnly: false });
  const groups: string[] = [];
  let page = readPage(await http(`${url}${member}/getMemberObjects`, { method: 'POST', headers, body, signal }));
  for (let read = 1; ; read += 1) {
    groups.push(...page.groups);
    if (groups.length > MOST_GROUPS) throw new SallyportError('groups_unavailable');
    if (page.next === undefined) return groups;
    if (read === MOST_PAGES || !isBelow(page.next, url)) throw new SallyportError('groups_unavailable');
    page = readPage(await http(page.next, { headers, signal }));
  }
}

function readPage({ status, body }: IssuerAnswer): { readonly groups: readonly string[]; readonly next?: string } {
  if (status !== 200 || !isObject(body) || !Array.isArray(body.value)) throw new SallyportError('groups_unavailable');
  const groups = body.value.map((one: unknown) => (isObject(one) ? one.id : one));
  if (!groups.every((one): one is string => typeof one === 'string' && one !== '' && one.length <= LONGEST_ID)) {
    throw new SallyportError('groups_unavailable');
  }
  const next = body['@odata.nextLink'];
  if (next === undefined || next === null) return { groups };
  if (typeof next !== 'string') throw new SallyportError('groups_unavailable');
  return { groups, next };
}

/** The token must not go anywhere else. */
function isBelow(next: string, url: string): boolean {
  return URL.canParse(next) && new URL(next).href.startsWith(`${new URL(url).href.replace(/\/$/, '')}/`);
}
