import { isAbsolute, relative, sep } from 'node:path';
import { checkBearerConfig } from './check-bearer-config.ts';
import { checkUrl } from './check-url.ts';
import type { ConfigFile, ConnectionConfig } from './config.ts';
import type { Fault } from './fault.ts';

/** Finds what the schema cannot express: URLs, references between parts, and combinations that would not be safe. Gives the first fault. */
export function checkConfig(file: ConfigFile): Fault | undefined {
  return checkTop(file) ?? checkIssuers(file) ?? checkConnections(file) ?? checkEngines(file);
}

function checkTop(file: ConfigFile): Fault | undefined {
  const what = 'an https URL (or http on a loopback address) without query, fragment or credentials';
  const url = checkUrl(file.publicUrl, { what });
  if (url !== undefined) return { path: ['publicUrl'], message: url };
  if (isInside(file.rootKeyFile, file.dataDir)) return { path: ['rootKeyFile'], message: 'must lie outside dataDir' };
  return undefined;
}

function checkIssuers(file: ConfigFile): Fault | undefined {
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

function checkConnections(file: ConfigFile): Fault | undefined {
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
    if (one.baa === 'self_hosted') return undefined;
    if (one.insecureHttp) return fault('insecureHttp', 'is only for a connection whose baa is self_hosted');
    return 'none' in one.credential
      ? fault('credential', 'may be none only for a connection whose baa is self_hosted')
      : undefined;
  });
}

function checkEngines({ engines = { onFailure: 'refuse' } }: ConfigFile): Fault | undefined {
  const { presidio, azurePhi, comprehendMedical } = engines;
  const urls = [
    { path: ['engines', 'presidio', 'url'], url: presidio?.url, http: presidio?.insecureHttp === true },
    { path: ['engines', 'azurePhi', 'endpoint'], url: azurePhi?.endpoint, http: false },
    { path: ['engines', 'comprehendMedical', 'endpoint'], url: comprehendMedical?.endpoint, http: false },
  ];
  return firstOf(urls, ({ path, url, http }) => {
    const message = url === undefined ? undefined : checkUrl(url, { http });
    return message === undefined ? undefined : { path, message };
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

function firstOf<T>(items: readonly T[], check: (item: T, at: number) => Fault | undefined): Fault | undefined {
  for (const [at, item] of items.entries()) {
    const fault = check(item, at);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
