import { CLIENT_OPT_OUTS, COMPANION_OPT_OUTS, type EventKind } from '@sallyport/core';
import type { DetailName } from './detail-schemas.ts';
import { closed, DIGEST, each, oneOf, type Schema } from './words.ts';

/** A form that events of a kind may have. */
export interface EventForm {
  /** Who signs it. */
  readonly by: 'companion' | 'client';
  /** The details it has. */
  readonly must: readonly DetailName[];
  /** The details it may have besides. */
  readonly may: readonly DetailName[];
  /** Details that may be less here than elsewhere. */
  readonly narrowed?: Readonly<Partial<Record<DetailName, Schema>>>;
}

const own = (must: readonly DetailName[], may: readonly DetailName[] = []): EventForm => ({
  by: 'companion',
  must,
  may,
});

const CALL = ['correlationId', 'connection', 'operation'] as const;
const DECIDED = ['policy', 'rule', 'found', 'applied', 'inputs', 'purpose', 'review', 'subjectOfCare'] as const;
const SENT = ['upstreamStatus', 'masked', 'bytesOut', 'bytesBack', 'commitments'] as const;
const CONFIGURED = ['config', 'configVersion'] as const;
/** An act of the admin plane, which may fail after it was recorded. */
const ACT = ['adminSessionId', 'error'] as const;
const REVIEWED = own(
  ['connection', 'operation', 'policy', 'rule', 'correlationId', 'review'],
  [...ACT, 'sessionId', 'found', 'applied', 'inputs', 'purpose', 'subjectOfCare', 'attachments'],
);
const HELD = own(['hold'], [...ACT, 'sessionId', 'correlationId', 'connection', 'subjectOfCare', 'target']);

const CLIENT_OUTCOME: EventForm = {
  by: 'client',
  must: [],
  may: [...CALL, ...SENT, 'sessionId', 'error', 'clientIntent', 'found', 'applied'],
  // The rest of them only the companion can make.
  narrowed: { commitments: closed({}, each(['request', 'reply'], DIGEST)) },
};

/** The forms of each kind: which details an event of it must have, and which it may. */
export const EVENT_FORMS: Readonly<Record<EventKind, readonly EventForm[]>> = Object.freeze({
  'grant.issued': [
    own(['connection', 'grantId', 'clientKey'], ['actors']),
    own(['adminSessionId', 'roles'], ['bootstrap']),
  ],
  'grant.revoked': [
    own(['connection', 'grantId'], ['error']),
    own(['adminSessionId'], ['target', 'grantId', 'connection', 'error']),
  ],
  'auth.failed': [own(['error'], ['count', ...CALL, ...DECIDED, ...CONFIGURED]), own(['count'])],
  'client.outcome': [CLIENT_OUTCOME],
  'session.intent': [
    own(
      ['sessionId', ...CALL, 'policy', 'rule', 'bytesOut', 'commitments', ...CONFIGURED],
      [...DECIDED, 'attachments', 'clientIntent', 'recording'],
    ),
  ],
  'session.outcome': [own(['sessionId', ...CALL], [...SENT, ...CONFIGURED, 'error', 'recording'])],
  'session.denied': [own(['error', 'connection'], ['correlationId', 'operation', ...DECIDED, ...CONFIGURED])],
  'finding.raised': [own(['sessionId', ...CALL, 'found', 'claimed'])],
  'review.requested': [REVIEWED],
  'review.decided': [REVIEWED],
  'review.used': [REVIEWED],
  'review.expired': [REVIEWED],
  'review.cancelled': [REVIEWED],
  'review.revoked': [REVIEWED],
  'config.applied': [own(['config'], [...ACT, 'configVersion', 'rolledBackTo'])],
  'credential.rotated': [own(['rotated'], ACT)],
  'recording.read': [own(['sessionId', 'recording'], [...ACT, ...CALL])],
  'recording.purged': [own(['sessionId', 'recording'], [...ACT, ...CALL, 'hold'])],
  'recording.held': [HELD],
  'recording.released': [HELD],
  'vault.revealed': [own([], [...ACT, 'sessionId', ...CALL, 'purpose', 'found', 'count'])],
  'activity.reviewed': [own(['activity'], ACT)],
  'evidence.exported': [own(['adminSessionId', 'exported'], ['error'])],
  'checkpoint.witnessed': [own(['checkpoint'], ['witnesses', 'error'])],
  'log.recovered': [own(['recovered'], [...ACT, 'witnesses'])],
  'admin.read': [own(['adminSessionId', 'read'], ['error', 'sessionId', 'subjectOfCare', 'count', 'review'])],
  opt_out: [
    { by: 'client', must: ['optOut'], may: [], narrowed: { optOut: oneOf(CLIENT_OPT_OUTS) } },
    { by: 'companion', must: ['optOut'], may: CONFIGURED, narrowed: { optOut: oneOf(COMPANION_OPT_OUTS) } },
  ],
});
