import { namesForbidden } from '../addresses/address-kind.ts';
import type { AllowRule } from './allow-config.ts';
import { checkBearerConfig } from './check-bearer-config.ts';
import { checkCredential } from './check-credential.ts';
import { checkOperations } from './check-operations.ts';
import { checkUrl } from './check-url.ts';
import type { ConfigFile } from './config.ts';
import { type Fault, firstOf } from './fault.ts';

/** The connections, and the issuers that their rules speak of. */
type Beside = Pick<ConfigFile, 'issuers' | 'samlIssuers' | 'connections'>;

/** Finds what is wrong with the connections. */
export function checkConnections(file: Beside): Fault | undefined {
  const seen = new Set<string>();
  return firstOf(file.connections, (one, at) => {
    const fault = (key: string, message: string): Fault => ({ path: ['connections', at, key], message });
    if (seen.has(one.name)) return fault('name', 'must be unique');
    seen.add(one.name);
    const url = checkUrl(one.baseUrl, { http: one.insecureHttp });
    if (url !== undefined) return fault('baseUrl', url);
    if (namesForbidden(new URL(one.baseUrl)))
      return fault('baseUrl', 'must not name an address that is never called, such as 169.254.0.0/16');
    if (one.tls !== undefined && new URL(one.baseUrl).protocol !== 'https:')
      return fault('tls', 'is only for a baseUrl that is https');
    const allow = firstOf(one.allow, (rule, place) => {
      const message = checkRule(file, rule);
      // A single rule stands in the file itself, without a list around it.
      const path = ['connections', at, 'allow', ...(one.allow.length > 1 ? [place] : [])];
      return message === undefined ? undefined : { path, message };
    });
    if (allow !== undefined) return allow;
    const bearer = checkBearerConfig(file, one);
    if (bearer !== undefined) return { ...bearer, path: ['connections', at, ...bearer.path] };
    const credential = checkCredential(one);
    if (credential !== undefined) return { ...credential, path: ['connections', at, ...credential.path] };
    const operations = checkOperations(one);
    if (operations !== undefined) return { ...operations, path: ['connections', at, ...operations.path] };
    if (one.baa === 'self_hosted') return undefined;
    if (one.insecureHttp) return fault('insecureHttp', 'is only for a connection whose baa is self_hosted');
    return 'none' in one.credential
      ? fault('credential', 'may be none only for a connection whose baa is self_hosted')
      : undefined;
  });
}

function checkRule(file: Beside, rule: AllowRule): string | undefined {
  const issuers = [...file.issuers, ...(file.samlIssuers ?? [])];
  if (rule.issuer !== undefined) {
    const known = issuers.some(({ issuer }) => issuer === rule.issuer);
    return known ? undefined : 'must name a configured issuer';
  }
  const names = [...(rule.subjects ?? []), ...(rule.groups ?? [])];
  const ambiguous = issuers.length > 1 && names.some((name) => name !== '*');
  return ambiguous ? 'must have issuer, because several issuers are configured' : undefined;
}
