import {
  ACTIVITY_CONCLUSIONS,
  ATTACHMENT_LIMITS,
  BREAK_GLASS_REASONS,
  CLIENT_OPT_OUTS,
  COMPANION_OPT_OUTS,
  ERROR_CATALOGUE,
  type EventDetails,
  MEDIA_TYPES,
  PURGE_REASONS,
  PURPOSES,
  RECORDING_MODES,
  RECORDING_USES,
  REVIEW_DECISIONS,
  REVIEW_KINDS,
  ROLES,
} from '@sallyport/core';
import {
  APPLIED_COUNTS,
  CONFIGURED_NAME,
  COUNT,
  closed,
  DIGEST,
  ENTITY_COUNTS,
  each,
  IDENTITY,
  KEY_NAME,
  LENGTH,
  matching,
  OPERATION,
  oneOf,
  type Schema,
  SHA256,
  THUMBPRINT,
  TIME,
  UUID,
  whole,
} from './words.ts';

/** The name of a detail. */
export type DetailName = keyof EventDetails;

const READ: readonly NonNullable<EventDetails['read']>[] = [
  'sessions',
  'secrets',
  'keys',
  'revocations',
  'reviews',
  'config',
  'calls',
  'disclosures',
  'ledger',
  'holds',
  'recordings',
  'activity',
  'sinks',
  'attachments',
];

const TRUE = { const: true };
const CHECKPOINT = closed({ size: LENGTH, root: DIGEST });
const CLIENT_KEY = closed({
  kty: { const: 'EC' },
  crv: { const: 'P-256' },
  x: THUMBPRINT,
  y: THUMBPRINT,
  kid: THUMBPRINT,
});
const ROTATED = closed(
  { what: oneOf(['secret', 'root_key', 'signing_key']) },
  { name: CONFIGURED_NAME, keyId: matching('^[A-Za-z0-9_:/+=.-]{1,512}$', 512), retired: TRUE },
);
const REVIEW = closed(
  { id: UUID, kind: oneOf(REVIEW_KINDS) },
  {
    decision: oneOf(REVIEW_DECISIONS),
    requester: IDENTITY,
    justification: DIGEST,
    reason: oneOf(BREAK_GLASS_REASONS),
    binding: closed({ before: DIGEST, after: DIGEST }),
    approvals: closed({ given: COUNT, quorum: COUNT }),
    until: TIME,
    escalated: TRUE,
  },
);
const ATTACHMENTS = {
  type: 'array',
  minItems: 1,
  maxItems: ATTACHMENT_LIMITS.most,
  items: closed({ type: oneOf(MEDIA_TYPES), bytes: whole(0, ATTACHMENT_LIMITS.bytes), commitment: DIGEST }),
};
const RECORDING = closed(
  {},
  {
    mode: oneOf(RECORDING_MODES),
    retention: CONFIGURED_NAME,
    segments: LENGTH,
    digest: DIGEST,
    originals: DIGEST,
    sealedBy: oneOf(['client', 'companion']),
    use: oneOf(RECORDING_USES),
    reason: oneOf(PURGE_REASONS),
  },
);
const EXPORTED = closed({ first: LENGTH, end: LENGTH }, { from: TIME, to: TIME, filtered: TRUE, recordings: TRUE });
const ACTIVITY = closed({
  id: UUID,
  from: TIME,
  to: TIME,
  digest: DIGEST,
  findings: LENGTH,
  conclusion: oneOf(ACTIVITY_CONCLUSIONS),
});

/** What each detail of an event must be: codes, counts, UUIDs, digests and configured names. There is no place for free text. */
export const DETAIL_SCHEMAS: Readonly<Record<DetailName, Schema>> = Object.freeze({
  correlationId: UUID,
  sessionId: UUID,
  connection: CONFIGURED_NAME,
  operation: OPERATION,
  policy: SHA256,
  rule: CONFIGURED_NAME,
  found: ENTITY_COUNTS,
  applied: APPLIED_COUNTS,
  masked: ENTITY_COUNTS,
  bytesOut: LENGTH,
  bytesBack: LENGTH,
  upstreamStatus: whole(100, 599),
  error: oneOf(Object.keys(ERROR_CATALOGUE)),
  grantId: UUID,
  actors: { type: 'array', minItems: 1, maxItems: 16, items: IDENTITY },
  roles: { type: 'array', minItems: 1, uniqueItems: true, items: oneOf(ROLES) },
  bootstrap: TRUE,
  adminSessionId: UUID,
  target: IDENTITY,
  rotated: ROTATED,
  read: oneOf(READ),
  clientKey: CLIENT_KEY,
  clientIntent: closed({ kid: THUMBPRINT, id: UUID }),
  claimed: ENTITY_COUNTS,
  commitments: closed({}, each(['request', 'egress', 'answer', 'reply'], DIGEST)),
  optOut: oneOf([...CLIENT_OPT_OUTS, ...COMPANION_OPT_OUTS]),
  count: LENGTH,
  config: SHA256,
  configVersion: LENGTH,
  rolledBackTo: LENGTH,
  purpose: oneOf(PURPOSES),
  inputs: LENGTH,
  attachments: ATTACHMENTS,
  review: REVIEW,
  recording: RECORDING,
  subjectOfCare: DIGEST,
  checkpoint: CHECKPOINT,
  witnesses: { type: 'array', maxItems: 100, uniqueItems: true, items: KEY_NAME },
  recovered: closed({ from: CHECKPOINT, witnessed: CHECKPOINT }),
  hold: UUID,
  exported: EXPORTED,
  activity: ACTIVITY,
});
