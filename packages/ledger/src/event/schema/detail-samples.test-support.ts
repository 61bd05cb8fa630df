import { type EventDetails, toBase64url } from '@sallyport/core';

const ID = '00000000-0000-4000-8000-0000000000c1';
const DIGEST = toBase64url(new Uint8Array(32).fill(5));
const SHA256 = `sha256:${'5'.repeat(64)}`;
const WHO = { issuer: 'https://login.example.org/', subject: 'svc-triage' };

const ALL: Required<EventDetails> = {
  correlationId: ID,
  sessionId: ID,
  connection: 'openai',
  operation: 'embeddings.create',
  policy: SHA256,
  rule: 'ward-notes',
  found: { NAME: 2 },
  applied: { NAME: { redact: 2 } },
  masked: { SSN: 1 },
  bytesOut: 120,
  bytesBack: 512,
  upstreamStatus: 200,
  error: 'policy_denied',
  grantId: ID,
  actors: [WHO],
  roles: ['auditor'],
  bootstrap: true,
  adminSessionId: ID,
  target: WHO,
  rotated: { what: 'signing_key', name: 'log', keyId: DIGEST, retired: true },
  read: 'ledger',
  clientKey: { kty: 'EC', crv: 'P-256', x: DIGEST, y: DIGEST, kid: DIGEST },
  clientIntent: { kid: DIGEST, id: ID },
  claimed: {},
  commitments: { request: DIGEST, egress: DIGEST, answer: DIGEST, reply: DIGEST },
  optOut: 'witness',
  count: 3,
  config: SHA256,
  configVersion: 4,
  rolledBackTo: 2,
  purpose: 'treatment',
  inputs: 1,
  attachments: [{ type: 'image/png', bytes: 608, commitment: DIGEST }],
  review: {
    ...{ id: ID, kind: 'call', decision: 'approve', requester: WHO, justification: DIGEST, reason: 'patient_safety' },
    ...{ binding: { before: DIGEST, after: DIGEST }, approvals: { given: 1, quorum: 2 }, until: 1, escalated: true },
  },
  recording: {
    ...{ mode: 'sealed', retention: 'standard', segments: 2, digest: DIGEST, originals: DIGEST },
    ...{ sealedBy: 'client', use: 'replay', reason: 'expired' },
  },
  subjectOfCare: DIGEST,
  checkpoint: { size: 9, root: DIGEST },
  witnesses: ['witness.example.org/w1'],
  recovered: { from: { size: 7, root: DIGEST }, witnessed: { size: 9, root: DIGEST } },
  hold: ID,
  exported: { first: 0, end: 256, from: 1, to: 2, filtered: true, recordings: true },
  activity: { id: ID, from: 1, to: 2, digest: DIGEST, findings: 3, conclusion: 'no_concern' },
};

/** For tests: every detail there is, filled with something; and what clients have to fill some of them with. */
export const SAMPLE_DETAILS: { readonly all: Required<EventDetails>; readonly client: EventDetails } = {
  all: ALL,
  client: { optOut: 'log_consistency', commitments: { request: DIGEST, reply: DIGEST } },
};
