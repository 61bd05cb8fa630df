import type { JsonWebKey } from 'node:crypto';
import { createServer } from 'node:http';
import { closeServer, listen } from '../listen.ts';

/** Where an issuer's discovery document and keys are found. */
export interface IssuerSite {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** The keys it publishes from now on. */
  keys: readonly JsonWebKey[];
  close(): Promise<void>;
}

/** Publishes an issuer's discovery document (OpenID Connect Discovery 1.0 §4) and keys, on 127.0.0.1. `issuer` is by default where it is. */
export async function startIssuerSite(options: { readonly issuer?: string } = {}): Promise<IssuerSite> {
  let keys: readonly JsonWebKey[] = [];
  const server = createServer(({ url }, response) => {
    const documents: Readonly<Record<string, object>> = {
      '/.well-known/openid-configuration': { issuer: options.issuer ?? site, jwks_uri: `${site}/jwks.json` },
      '/jwks.json': { keys },
    };
    const document = documents[url ?? ''];
    response.writeHead(document === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(document ?? {}));
  });
  const site = `http://127.0.0.1:${await listen(server)}`;
  return {
    url: site,
    get keys() {
      return keys;
    },
    set keys(published) {
      keys = published;
    },
    close: () => closeServer(server),
  };
}
