/** What the companion's configuration depends on. */
export interface CompanionSurroundings {
  readonly port: number;
  readonly issuer: string;
  readonly audience: string;
  /** The base URL of the provider. */
  readonly providerUrl: string;
}

/** The connection that calls go through. */
export const CONNECTION = 'openai';
/** The name of the sealed secret with the provider's key. */
export const SECRET = 'provider-key';

/** Writes `sallyport.yaml`, in which nothing is turned off: one issuer, one connection, and a quota of events that one busy client keeps within. */
export function companionConfig({ port, issuer, audience, providerUrl }: CompanionSurroundings): string {
  return `version: 1
publicUrl: http://127.0.0.1:${port}
listen: { host: 127.0.0.1, port: ${port} }
dataDir: ./data
rootKeyFile: ./root.key
issuers:
  - issuer: ${issuer}
    audience: ${audience}
connections:
  - name: ${CONNECTION}
    kind: openai-compatible
    baseUrl: ${providerUrl}
    insecureHttp: true
    baa: self_hosted
    credential: { secret: ${SECRET} }
    allow: { subjects: ["*"] }
limits: { eventsPerMinute: 10000000, exchangesPerMinute: 1000000, exchangesPerMinutePerAddress: 1000000 }
ledger: { origin: bench.sallyport.example/log }
`;
}
