import type { IdentityProvider, Provider } from '@sallyport/testkit';

/** What a test may change in the configuration. */
export interface StackConfig {
  /**
   * `limits:` of the configuration, as flow YAML: `{ bodyBytes: 1000 }`. Failures are recorded one by one, and exchanges are not limited,
   * unless it says otherwise.
   */
  readonly limits?: string;
  /** `allow:` of the connection, as flow YAML. Default: everybody. */
  readonly allow?: string;
  /** The kind of the connection. Default `openai-compatible`. */
  readonly kind?: string;
  /** `credential:` of both connections, as flow YAML. Default: the sealed key of the provider. */
  readonly credential?: string;
  /** The base URL of the connection. Default: the provider's, for its kind. */
  readonly baseUrl?: string;
  /** Where clients believe to be calling. Default: where the companion listens. */
  readonly publicUrl?: string;
  /** `engines:` of the configuration, as flow YAML. Default: none. */
  readonly engines?: string;
  /** Further keys of the top, as lines of YAML, in which `<issuer>` is the identity provider. Default: none. */
  readonly top?: string;
  /** Keys of `admin` beside its issuer, as flow YAML without braces. Default: no admin plane. */
  readonly admin?: string;
  /** Where the root key is, as YAML: `rootKey: { env: NAME }`. Default: the file `root.key`. */
  readonly rootKey?: string;
  /** Further keys of the issuer, as flow YAML without braces: `clients: [notes-app]`. Default: none. */
  readonly issuer?: string;
  /** Further keys of both connections, as flow YAML. Default: `BEARER` for `openai`, and for `other` that it takes grants alone. */
  readonly connection?: string;
  /** `dpop:` of the configuration, as flow YAML. Default: nonces are offered. */
  readonly dpop?: string;
  /** Keys of `ledger` beside its origin, as flow YAML without braces. Default: nobody witnesses it. */
  readonly ledger?: string;
}

/** Takes access tokens of the test identity provider as they are, from its client and from those its tests invent. */
const BEARER = 'senderConstraint: bearer, bearer: { clients: [notes-app, ada.example], maxLifetimeSeconds: 86400 }';

/**
 * Writes the `sallyport.yaml` of a stack: one issuer; one connection named `openai`, which also takes bearers; a second one named
 * `other`, which takes grants alone.
 */
export function stackConfig(parts: {
  readonly port: number;
  readonly identityProvider: IdentityProvider;
  readonly provider: Provider;
  readonly options: StackConfig;
  /** Of the log. Stacks that share their keys may not share it: to a client they would be one log, forked. Default `test.sallyport.example/log`. */
  readonly origin?: string;
}): string {
  const { port, identityProvider, provider, options } = parts;
  const { limits = '{}', allow = '{ subjects: ["*"] }', kind = 'openai-compatible' } = options;
  const { credential = '{ secret: provider-key }' } = options;
  const { baseUrl = kind === 'azure-openai' ? `${provider.origin}/openai` : provider.url } = options;
  const connection = (name: string, more: string): string => {
    const common = `insecureHttp: true, baa: self_hosted, credential: ${credential}, allow: ${allow}`;
    return `  - { name: ${name}, kind: ${kind}, baseUrl: "${baseUrl}", ${common}, ${more} }\n`;
  };
  const dpop = options.dpop === undefined ? '' : `dpop: ${options.dpop}\n`;
  return `version: 1
publicUrl: ${options.publicUrl ?? `http://127.0.0.1:${port}`}
listen: { host: 127.0.0.1, port: ${port} }
dataDir: ./data
${options.rootKey ?? 'rootKeyFile: ./root.key'}
issuers:
  - { issuer: "${identityProvider.issuer}", audience: ${identityProvider.audience}, ${options.issuer ?? ''} }
connections:
${connection('openai', options.connection ?? BEARER)}${connection('other', options.connection ?? 'senderConstraint: dpop')}limits: ${widened(limits)}
${options.top === undefined ? '' : `${options.top.replaceAll('<issuer>', identityProvider.issuer)}\n`}${options.engines === undefined ? '' : `engines: ${options.engines}\n`}${dpop}${options.admin === undefined ? '' : `admin: { issuer: ${identityProvider.issuer}, ${options.admin} }\n`}ledger: { origin: ${parts.origin ?? 'test.sallyport.example/log'}, ${options.ledger ?? ''} }
`;
}

/** Limits that no test comes up against by chance. */
function widened(limits: string): string {
  const wide = ['failuresPerMinute', 'exchangesPerMinute', 'exchangesPerMinutePerAddress'];
  return wide.reduce(
    (text, name) => (text.includes(`${name}:`) ? text : text.replace('{', `{ ${name}: 1000000, `)),
    limits,
  );
}
