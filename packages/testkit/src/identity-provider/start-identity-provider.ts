import { generateKeyPairSync, type JsonWebKey, randomBytes } from 'node:crypto';
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import OidcProvider from 'oidc-provider';
import { type SelfSigned, selfSigned } from '../certificate/self-signed.ts';
import { closeServer, listen } from '../listen.ts';
import { type ConfigurationOptions, providerConfiguration } from './configuration.ts';
import { tellInterval } from './device-flow.ts';
import { type IssuedToken, issueToken, type TokenDefaults, type TokenOptions, unsignedToken } from './issue-token.ts';
import { addOnBehalfOf } from './on-behalf-of.ts';
import { signInPage } from './sign-in-page.ts';
import { makeSigningKeys, type SigningAlgorithm } from './signing-keys.ts';
import type { TestClient } from './test-client.ts';
import type { TestUser } from './test-user.ts';

/** How to set up an identity provider. */
export interface IdentityProviderOptions {
  /** Default: one client, `notes-app`, with a random secret. */
  readonly clients?: readonly TestClient[];
  /** Who can sign in, at clients that sign users in. Default: nobody. */
  readonly users?: readonly TestUser[];
  /** `aud` of its access tokens. Default `sallyport`. */
  readonly audience?: string;
  /** Serve `https://localhost:PORT` under a certificate of its own, as MSAL demands. Default `false`. */
  readonly https?: boolean;
  /** What signs the access tokens of its token endpoint. Default `RS256`. */
  readonly algorithm?: SigningAlgorithm;
  /** Seconds its access tokens live. Default 600. */
  readonly lifetime?: number;
}

/** A running identity provider. */
export interface IdentityProvider {
  /** `http://127.0.0.1:PORT`, or `https://localhost:PORT`. */
  readonly issuer: string;
  readonly audience: string;
  /** The first client's id. */
  readonly clientId: string;
  /** The first client's secret; empty if it has none. */
  readonly clientSecret: string;
  /** The certificate to trust, PEM, when it serves https. */
  readonly ca: string | undefined;
  /** Its public keys, as `jwks_uri` serves them. */
  readonly jwks: { readonly keys: readonly JsonWebKey[] };
  /** `METHOD /path` of every request received, oldest first. */
  readonly requests: readonly string[];
  /** Signs a token with the provider's own key, right in everything that `options` does not spoil. */
  issueToken(options?: TokenOptions): Promise<IssuedToken>;
  /** The same, under `alg: none` and without a signature. */
  unsignedToken(options?: TokenOptions): IssuedToken;
  /** The same, signed by a stranger's RSA key under the provider's own `kid`. */
  foreignToken(options?: TokenOptions): Promise<IssuedToken>;
  /** Lets all requests wait, from now until the function it gives back is called. */
  hold(): () => void;
  /** Stops, cutting open connections. */
  close(): Promise<void>;
}

/**
 * Starts a real OpenID provider, `oidc-provider`, on 127.0.0.1, with fresh keys. It issues RFC 9068 access tokens by the
 * client credentials grant, signs users in, and makes tokens of every wrong kind by `issueToken`, `unsignedToken` and `foreignToken`.
 */
export async function startIdentityProvider(options: IdentityProviderOptions = {}): Promise<IdentityProvider> {
  const { audience = 'sallyport', https = false, algorithm = 'RS256', lifetime = 600, users = [] } = options;
  const clients = options.clients ?? [{ clientId: 'notes-app', clientSecret: randomBytes(24).toString('base64url') }];
  const [keys, certificate] = await Promise.all([makeSigningKeys(), https ? selfSigned() : undefined]);
  const gate = new Gate();
  const server = serverFor(certificate, gate);
  const port = await listen(server);
  const issuer = https ? `https://localhost:${port}` : `http://127.0.0.1:${port}`;
  gate.serve = serve(issuer, { clients, users, audience, keys, algorithm, lifetime });

  const defaults: TokenDefaults = { issuer, audience, keys };
  return {
    issuer,
    audience,
    clientId: clients[0]?.clientId ?? '',
    clientSecret: clients[0]?.clientSecret ?? '',
    ca: certificate?.certificate,
    jwks: { keys: [keys.RS256.publicJwk, keys.ES256.publicJwk] },
    requests: gate.requests,
    issueToken: (token = {}) => issueToken(token, defaults),
    unsignedToken: (token = {}) => unsignedToken(token, defaults),
    foreignToken: (token = {}) => issueToken({ ...token, key: strangersKey() }, defaults),
    hold: () => gate.hold(),
    close: () => closeServer(server),
  };
}

function serve(issuer: string, options: ConfigurationOptions): Serve {
  const provider = new OidcProvider(issuer, providerConfiguration(options));
  addOnBehalfOf(provider, { issuer, ...options });
  provider.use(tellInterval);
  const answer = provider.callback() as Serve;
  const serveSignIn = signInPage(provider, options.users);
  return async (request, response) => {
    if (!(await serveSignIn(request, response))) await answer(request, response);
  };
}

type Serve = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What every request passes: it is written down, waits while the gate is held, and is served. */
class Gate {
  readonly requests: string[] = [];
  /** Set once the port, and with it the issuer, is known. */
  serve: Serve = async () => undefined;
  #open: Promise<void> = Promise.resolve();

  hold(): () => void {
    let release: () => void = () => undefined;
    this.#open = new Promise((resolve) => {
      release = resolve;
    });
    return () => release();
  }

  receive(request: IncomingMessage, response: ServerResponse): void {
    this.requests.push(`${request.method} ${request.url}`);
    this.#open.then(() => this.serve(request, response)).catch(() => response.destroy());
  }
}

function serverFor(certificate: SelfSigned | undefined, gate: Gate): Server {
  const receive = (request: IncomingMessage, response: ServerResponse) => gate.receive(request, response);
  if (certificate === undefined) return createHttpServer(receive);
  return createHttpsServer({ key: certificate.privateKey, cert: certificate.certificate }, receive);
}

function strangersKey() {
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
}
