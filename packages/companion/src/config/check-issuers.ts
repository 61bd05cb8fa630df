import { checkUrl } from './check-url.ts';
import type { ConfigFile } from './config.ts';
import { type Fault, firstOf } from './fault.ts';

/** Finds what is wrong with the issuers. */
export function checkIssuers(file: ConfigFile): Fault | undefined {
  const seen = new Set<string>();
  return firstOf(file.issuers, (one, at) => {
    const issuer = checkUrl(one.issuer);
    if (issuer !== undefined) return { path: ['issuers', at, 'issuer'], message: issuer };
    const jwks = one.jwksUri === undefined ? undefined : checkUrl(one.jwksUri, { query: true });
    if (jwks !== undefined) return { path: ['issuers', at, 'jwksUri'], message: jwks };
    if (seen.has(one.issuer)) return { path: ['issuers', at, 'issuer'], message: 'must not name one issuer twice' };
    seen.add(one.issuer);
    return undefined;
  });
}
