import { SallyportError } from '@sallyport/core';
import { metadataPaths, serverMetadata } from '../oauth/index.ts';
import type { SigningKeys } from '../secrets/index.ts';
import type { Handler } from './behind-gate.ts';

/** As long as a key is published before it signs, see `rotateSigningKey`. */
const CACHED = { 'content-type': 'application/json', 'cache-control': 'public, max-age=300' };

/** `GET /.well-known/oauth-authorization-server` and `/.well-known/openid-configuration`: what the companion says of itself. */
export function metadataPath(publicUrl: string): Handler {
  const metadata = serverMetadata(publicUrl);
  const paths = metadataPaths(publicUrl);
  return async (request, reply) => {
    const which = paths.get(request.originalUrl);
    if (which === undefined) throw new SallyportError('route_unknown');
    return reply.headers(CACHED).send(JSON.stringify(metadata[which]));
  };
}

/** `GET /.well-known/jwks.json`: the public keys of grants and of federation, also those that sign soon and those that did (RFC 7517 §5). */
export function jwksPath(keys: Pick<SigningKeys, 'published'>): Handler {
  return async (_request, reply) => {
    const jwks = { keys: keys.published().map(({ publicJwk }) => publicJwk) };
    return reply.headers(CACHED).send(JSON.stringify(jwks));
  };
}
