import { checkBearerConfig } from './check-bearer-config.ts';
import { checkCredential } from './check-credential.ts';
import { checkOperations } from './check-operations.ts';
import { checkUrl } from './check-url.ts';
import type { ConfigFile } from './config.ts';
import type { ConnectionConfig } from './connection-config.ts';
import { type Fault, firstOf } from './fault.ts';

/** Finds what is wrong with the connections. */
export function checkConnections(file: ConfigFile): Fault | undefined {
  const seen = new Set<string>();
  return firstOf(file.connections, (one, at) => {
    const fault = (key: string, message: string): Fault => ({ path: ['connections', at, key], message });
    if (seen.has(one.name)) return fault('name', 'must be unique');
    seen.add(one.name);
    const url = checkUrl(one.baseUrl, { http: one.insecureHttp });
    if (url !== undefined) return fault('baseUrl', url);
    const allow = checkAllow(file, one);
    if (allow !== undefined) return fault('allow', allow);
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

function checkAllow(file: ConfigFile, { allow }: ConnectionConfig): string | undefined {
  if (allow.issuer !== undefined) {
    const known = file.issuers.some(({ issuer }) => issuer === allow.issuer);
    return known ? undefined : 'must name a configured issuer';
  }
  const names = [...(allow.subjects ?? []), ...(allow.groups ?? [])];
  const ambiguous = file.issuers.length > 1 && names.some((name) => name !== '*');
  return ambiguous ? 'must have issuer, because several issuers are configured' : undefined;
}
