import { type Clock, SallyportError } from '@sallyport/core';
import { encodeTrust } from '@sallyport/ledger';
import { DEFAULT_POLICY, type Detect, type Door, type Reviews, type ScratchOptions } from '@sallyport/pipeline';
import type { Dispatcher } from 'undici';
import type { Access, ExchangeAdmission } from '../access/index.ts';
import type { VerifyLoginToken } from '../admin/index.ts';
import { BoundKeys, eventReceiver } from '../client-events/index.ts';
import type { Config, ConnectionConfig } from '../config/index.ts';
import { type Credential, NO_CREDENTIAL } from '../credentials/index.ts';
import type { Signatures } from '../crypto/index.ts';
import { controlAuthoriser } from '../door/authorise-control.ts';
import { callFollower } from '../door/follow-call.ts';
import { outerDoor } from '../door/outer-door.ts';
import { receiptSigner } from '../door/receipts.ts';
import { grantAuthority } from '../grants/grant-authority.ts';
import { type SubjectTokens, subjectTokens } from '../grants/subject-tokens.ts';
import type { VerifyIdentityToken } from '../issuers/index.ts';
import type { Log } from '../log/index.ts';
import { ClientKeyCache } from '../proof/client-key-cache.ts';
import { proofVerifier } from '../proof/verify-proof.ts';
import { createQuota } from '../quota/index.ts';
import { sessionReceipts } from '../receipts/index.ts';
import type { Deciding } from '../reviews/deciding/index.ts';
import type { ControlParts } from '../service/control-routes.ts';
import type { DataPathParts } from '../service/data-path.ts';
import { createGate, type Gate } from '../service/gate.ts';
import type { ServiceParts } from '../service/service.ts';
import { sendUpstream, type Upstream } from '../upstream/send-upstream.ts';
import { adminParts } from './admin-parts.ts';
import type { CompanionStore } from './open-companion-store.ts';
import type { Evidence } from './open-evidence.ts';

/** What the service is put together from. */
export interface Opened extends Evidence {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: CompanionStore;
  readonly trace: Door['trace'];
  /** How the companion proves itself to each connection's provider. */
  readonly credentials: ReadonlyMap<string, Credential>;
  /** What sends to each connection's provider. */
  readonly dispatchers: ReadonlyMap<string, Dispatcher>;
  readonly verifyIdentityToken: VerifyIdentityToken;
  readonly verifyLoginToken: VerifyLoginToken | undefined;
  readonly detect: Detect;
  readonly gates: Gates;
  readonly signatures: Signatures;
  readonly access: Access;
  readonly deciding: Deciding;
  readonly admission: ExchangeAdmission;
  /** Verifies clients' events, apart from what calls wait for. */
  readonly eventThreads: Signatures;
}

/** How many may be in hand at once: calls, and whatever is asked for beside them. */
export interface Gates {
  readonly calls: Gate;
  readonly control: Gate;
}

/** The gates as configured, with nobody inside. */
export function openGates({ limits }: Config): Gates {
  return { calls: createGate(limits.concurrentCalls), control: createGate(limits.concurrentControlCalls) };
}

/** What the service works with, and what must be closed or tidied beside it. */
export interface Assembled extends ServiceParts {
  readonly subjectTokens: SubjectTokens;
}

/** Puts the parts of the service together. */
export function serviceParts(opened: Opened): Assembled {
  const { config, log, store, ledger, nonces, events, credentials, dispatchers, admission, access } = opened;
  const { trustedProxies } = config;
  const verifiers = openVerifiers(opened);
  const tokens = subjectTokens(store.database);
  const admin = adminParts(opened, { ...verifiers, subjectTokens: tokens });
  return {
    exchange: { ...verifiers, subjectTokens: tokens, access, admission, log: events },
    dataPath: dataPathParts(opened, { ...verifiers, credentials, dispatchers }),
    control: controlParts(opened, verifiers),
    ...(admin === undefined ? {} : { admin }),
    nonces,
    ready: () => ledger.checkpoint().then(Boolean, () => false),
    log,
    ...(trustedProxies === undefined ? {} : { trustedProxies }),
    subjectTokens: tokens,
  };
}

/** Who calls, and by which right. */
function openVerifiers({ config, clock, keys, nonces, signatures, verifyIdentityToken }: Opened) {
  const clientKeys = new ClientKeyCache();
  return {
    connections: new Map(config.connections.map((one) => [one.name, one])),
    clientKeys,
    grants: grantAuthority({ issuer: config.publicUrl, keys, clock }),
    verifyProof: proofVerifier({ clock, keys: clientKeys, nonces, signatures }),
    verifyIdentityToken,
    verifySubjectToken: verifyIdentityToken,
    receipts: receiptSigner(config.ledger.origin, keys.event),
  };
}

type Verifiers = ReturnType<typeof openVerifiers>;

interface Sending extends Verifiers {
  readonly credentials: ReadonlyMap<string, Credential>;
  readonly dispatchers: ReadonlyMap<string, Dispatcher>;
}

function dataPathParts(
  { config, clock, events, salts, detect, trace, gates, access }: Opened,
  sending: Sending,
): DataPathParts {
  const { limits, publicUrl } = config;
  const { connections } = sending;
  const { upstreamTimeoutMs: timeoutMs, responseBytes: maxResponseBytes } = limits;
  const upstreams = new Map(config.connections.map((one) => [one.name, upstreamOf(one, sending)]));
  const upstream = { upstreams, timeoutMs, maxResponseBytes };
  const door = outerDoor({
    ...sending,
    log: events,
    access,
    salts,
    send: (exchange) => sendUpstream(upstream, exchange),
    scratch: scratchOptions(config),
    maxDepth: limits.depth,
    detect,
    trace,
    policy: DEFAULT_POLICY,
    reviews: NOBODY_REVIEWS,
    clock,
  });
  const follow = callFollower({ connections, access });
  return { connections, door, follow, log: events, gate: gates.calls, publicUrl };
}

/** The compiled-in policy asks for no review. */
const NOBODY_REVIEWS: Reviews = {
  subjectOf: async () => undefined,
  approve: () => Promise.reject(new SallyportError('review_required')),
};

function upstreamOf(config: ConnectionConfig, { credentials, dispatchers }: Sending): Upstream {
  const dispatcher = dispatchers.get(config.name);
  if (dispatcher === undefined) throw new SallyportError('internal');
  return { config, dispatcher, credential: credentials.get(config.name) ?? NO_CREDENTIAL };
}

function scratchOptions({ limits, tempDir }: Config): ScratchOptions {
  const { largeBodyBytes: heldBytes, bodyBytes: limitBytes, textBytes: textLength } = limits;
  return { heldBytes, limitBytes, textLength, ...(tempDir === undefined ? {} : { folder: tempDir }) };
}

function controlParts(opened: Opened, { grants, verifyProof, clientKeys, receipts }: Verifiers): ControlParts {
  const { config, clock, store, keys, ledger, events, gates, access, eventThreads } = opened;
  const { limits } = config;
  const logKey = keys.log.verifierKey;
  return {
    authorise: controlAuthoriser({ grants, verifyProof, access, log: events }),
    receiveEvents: eventReceiver({ ledger, keys: new BoundKeys(store.database, clientKeys), signatures: eventThreads }),
    receipts,
    sessionReceipts: sessionReceipts({ ledger, receipts, logKey }),
    quota: createQuota({ perMinute: limits.eventsPerMinute, clock }),
    ledger,
    keys,
    publicUrl: config.publicUrl,
    trust: encodeTrust({ logKey, eventKeys: [keys.event.publicKey] }),
    gate: gates.control,
  };
}
