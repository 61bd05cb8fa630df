import { X509Certificate } from 'node:crypto';
import type { ConfidentialClientApplication, INetworkModule, NetworkRequestOptions } from '@azure/msal-node';
import { SallyportError } from '@sallyport/core';
import type { GraphConfig } from '../../config/index.ts';
import type { IssuerHttp } from '../issuer-http.ts';

const DEFAULT_AUTHORITY = 'https://login.microsoftonline.com';

/** How the application that reads memberships proves itself: its client secret, or a certificate and its private key, both PEM. */
export type GraphProof = { readonly secret: string } | { readonly certificate: string; readonly privateKey: string };

/** What a token for Graph is had with. */
export interface GraphTokenOptions {
  readonly config: GraphConfig;
  readonly proof: GraphProof;
  readonly http: IssuerHttp;
  /** The resource the token is for, as an origin. */
  readonly resource: string;
}

/** The application's own access token for Graph, by client credentials; MSAL keeps it until shortly before it ends. Raises `groups_unavailable`. */
export function graphToken(options: GraphTokenOptions): () => Promise<string> {
  const scopes = [`${options.resource}/.default`];
  let application: Promise<ConfidentialClientApplication> | undefined;
  return async () => {
    // Loaded with the first overage: who has none does not pay for it.
    application ??= openApplication(options);
    const opened = await application;
    const answer = await opened.acquireTokenByClientCredential({ scopes }).catch(() => undefined);
    if (answer?.accessToken) return answer.accessToken;
    throw new SallyportError('groups_unavailable');
  };
}

async function openApplication({ config, proof, http }: GraphTokenOptions): Promise<ConfidentialClientApplication> {
  const msal = await import('@azure/msal-node');
  const { tenantId, clientId, authority = DEFAULT_AUTHORITY } = config;
  return new msal.ConfidentialClientApplication({
    auth: {
      clientId,
      authority: `${authority.replace(/\/$/, '')}/${tenantId}`,
      // No other host is asked which hosts may be asked.
      knownAuthorities: [new URL(authority).host],
      ...clientProof(proof),
    },
    system: { networkClient: network(http) },
  });
}

function clientProof(proof: GraphProof) {
  if ('secret' in proof) return { clientSecret: proof.secret };
  const { certificate, privateKey } = proof;
  const thumbprintSha256 = new X509Certificate(certificate).fingerprint256.replaceAll(':', '');
  return { clientCertificate: { thumbprintSha256, privateKey } };
}

/** MSAL's network port over ours. */
function network(http: IssuerHttp): INetworkModule {
  const send = async <T>(url: string, method: 'GET' | 'POST', options: NetworkRequestOptions = {}) => {
    const { headers = {}, body } = options;
    const answer = await http(url, { method, headers, ...(body === undefined ? {} : { body }) });
    const flat = Object.entries(answer.headers).map(([name, value]) => [name, String(value ?? '')]);
    return {
      status: answer.status,
      headers: Object.fromEntries(flat) as Record<string, string>,
      body: answer.body as T,
    };
  };
  return {
    sendGetRequestAsync: <T>(url: string, options?: NetworkRequestOptions) => send<T>(url, 'GET', options),
    sendPostRequestAsync: <T>(url: string, options?: NetworkRequestOptions) => send<T>(url, 'POST', options),
  };
}
