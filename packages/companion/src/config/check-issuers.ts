import { checkUrl } from './check-url.ts';
import type { ConfigFile } from './config.ts';
import { type Fault, type FaultPath, firstOf } from './fault.ts';
import type { GraphConfig, IssuerConfig } from './issuer-config.ts';

/** Finds what is wrong with the issuers, of tokens and of assertions: their identities must not be mistaken for each other's. */
export function checkIssuers(file: ConfigFile): Fault | undefined {
  const seen = new Set<string>();
  const twice = (key: 'issuers' | 'samlIssuers', at: number, issuer: string): Fault | undefined => {
    if (seen.has(issuer)) return { path: [key, at, 'issuer'], message: 'must not name one issuer twice' };
    seen.add(issuer);
    return undefined;
  };
  return (
    firstOf(file.issuers, (one, at) => checkIssuer(one, ['issuers', at]) ?? twice('issuers', at, one.issuer)) ??
    firstOf(file.samlIssuers ?? [], (one, at) => {
      const recipient = urlFault(['samlIssuers', at, 'recipient'], one.recipient, true);
      return recipient ?? twice('samlIssuers', at, one.issuer);
    })
  );
}

function checkIssuer(one: IssuerConfig, path: FaultPath): Fault | undefined {
  const urls = urlFault([...path, 'issuer'], one.issuer) ?? urlFault([...path, 'jwksUri'], one.jwksUri, true);
  if (urls !== undefined) return urls;
  if (one.accept === 'people' && one.serviceAccounts === undefined) {
    return { path, message: 'must have serviceAccounts, by which people are told from services' };
  }
  const graph = one.groups?.overage?.graph;
  return graph === undefined ? undefined : checkGraph(graph, [...path, 'groups', 'overage', 'graph']);
}

function checkGraph({ url, authority, secret, certificate }: GraphConfig, path: FaultPath): Fault | undefined {
  if ((secret === undefined) === (certificate === undefined)) {
    return { path, message: 'must have either secret or certificate' };
  }
  return urlFault([...path, 'url'], url) ?? urlFault([...path, 'authority'], authority);
}

function urlFault(path: FaultPath, url: string | undefined, query = false): Fault | undefined {
  const message = url === undefined ? undefined : checkUrl(url, { query });
  return message === undefined ? undefined : { path, message };
}
