import { SallyportError } from '@sallyport/core';
import type { IssuerConfig } from '../config/index.ts';
import type { IssuerHttp } from './issuer-http.ts';

/** Finds an issuer's key set, at the configured address or at the one that discovery gives. Raises `issuer_unavailable`. */
export async function findKeySet(
  { issuer, jwksUri }: Pick<IssuerConfig, 'issuer' | 'jwksUri'>,
  http: IssuerHttp,
): Promise<unknown> {
  const { status, body } = await http(jwksUri ?? (await discover(issuer, http)));
  if (status === 200) return body;
  throw new SallyportError('issuer_unavailable');
}

/** OpenID Connect Discovery 1.0 §4: the document must name the very issuer it was asked for. */
async function discover(issuer: string, http: IssuerHttp): Promise<string> {
  const { status, body } = await http(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const metadata = (body ?? {}) as { readonly issuer?: unknown; readonly jwks_uri?: unknown };
  const { jwks_uri: uri } = metadata;
  // An issuer that is reached over https may not send us to a plain service of this very machine.
  const asSafe = typeof uri === 'string' && (uri.startsWith('https:') || issuer.startsWith('http:'));
  if (status === 200 && metadata.issuer === issuer && asSafe) return uri;
  throw new SallyportError('issuer_unavailable');
}
