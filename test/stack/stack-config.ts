import type { IdentityProvider, Provider } from '@sallyport/testkit';

/** What a test may change in the configuration. */
export interface StackConfig {
  /** `limits:` of the configuration, as flow YAML: `{ bodyBytes: 1000 }`. */
  readonly limits?: string;
  /** `allow:` of the connection, as flow YAML. Default: everybody. */
  readonly allow?: string;
  /** The kind of the connection. Default `openai-compatible`. */
  readonly kind?: string;
  /** The base URL of the connection. Default: the provider's. */
  readonly baseUrl?: string;
}

/** Writes the `sallyport.yaml` of a stack: one issuer, one connection named `openai`, a second one named `other`. */
export function stackConfig(parts: {
  readonly port: number;
  readonly identityProvider: IdentityProvider;
  readonly provider: Provider;
  readonly options: StackConfig;
}): string {
  const { port, identityProvider, provider, options } = parts;
  const { limits = '{}', allow = '{ subjects: ["*"] }', kind = 'openai-compatible', baseUrl = provider.url } = options;
  const connection = (name: string): string => `  - name: ${name}
    kind: ${kind}
    baseUrl: ${baseUrl}
    insecureHttp: true
    baa: self_hosted
    credential: { secret: provider-key }
    allow: ${allow}
`;
  return `version: 1
publicUrl: http://127.0.0.1:${port}
listen: { host: 127.0.0.1, port: ${port} }
dataDir: ./data
rootKeyFile: ./root.key
issuers:
  - issuer: ${identityProvider.issuer}
    audience: ${identityProvider.audience}
connections:
${connection('openai')}${connection('other')}limits: ${limits}
ledger: { origin: test.sallyport.example/log }
`;
}
