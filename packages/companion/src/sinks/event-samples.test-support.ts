import type { SinkEvent } from './sink.ts';

/** What of a sample is other than usual. */
export interface SampleOptions {
  readonly subject?: string;
  readonly issuer?: string;
  /** Merged over the event's other members. */
  readonly more?: Readonly<Record<string, unknown>>;
  readonly unmapped?: Readonly<Record<string, unknown>>;
  readonly time?: number;
  readonly kind?: string;
}

const HEX = 'd4f5c1e07b8a4d2f9c3e6a1b0d7e8f90d4f5c1e07b8a4d2f9c3e6a1b0d7e8f90';

/** For tests: an entry of the ledger as sinks get it, of an invented caller. */
export function sampleSinkEvent(index: number, options: SampleOptions = {}): SinkEvent {
  const { kind = 'session.outcome', time = 1_795_000_000_123 + index, more = {}, unmapped = {} } = options;
  const { subject = 'svc-triage', issuer = 'https://login.example.org/' } = options;
  const ocsf = {
    ...{ class_uid: 6003, category_uid: 6, activity_id: 99, type_uid: 600_399, time, severity_id: 1, status_id: 1 },
    metadata: {
      uid: `0b54a1de-3a49-4f0b-9f0a-${String(index).padStart(12, '0')}`,
      ...{ event_code: kind, correlation_uid: '4f6a0c0e-7a51-4c0c-9d0e-8a3f2b1c5d77', version: '1.6.0' },
      product: { name: 'Sallyport', vendor_name: 'Sallyport', version: '0.1.0' },
      ...{ log_name: 'sallyport.example/log', sequence: index },
    },
    actor: { user: { uid: subject }, idp: { uid: issuer, issuer } },
    api: {
      operation: 'embeddings.create',
      service: { name: 'openai' },
      request: { uid: '7a9e1f20-3a49-4f0b-9f0a-5c3d0b54a1de' },
      response: { code: 200 },
    },
    src_endpoint: { ip: '192.0.2.7' },
    unmapped: { policy: `sha256:${HEX}`, rule: 'notes', found: { SSN: 1, NAME: 2 }, bytesOut: 812, ...unmapped },
    ...more,
  };
  return { index, kind, time, ocsf, json: JSON.stringify(ocsf) };
}
