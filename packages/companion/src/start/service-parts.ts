import { type Clock, SallyportError } from '@sallyport/core';
import { encodeTrust } from '@sallyport/ledger';
import type { Detect, Door, ScratchOptions } from '@sallyport/pipeline';
import type { Access, ExchangeAdmission } from '../access/index.ts';
import type { Activity } from '../activity/index.ts';
import type { VerifyLoginToken } from '../admin/index.ts';
import { BoundKeys, eventReceiver } from '../client-events/index.ts';
import type { Config } from '../config/index.ts';
import type { Signatures } from '../crypto/index.ts';
import { controlAuthoriser } from '../door/authorise-control.ts';
import { requesterAuthoriser } from '../door/authorise-requester.ts';
import { callFollower } from '../door/follow-call.ts';
import { reviewFollower } from '../door/follow-review.ts';
import { outerDoor } from '../door/outer-door.ts';
import { receiptSigner } from '../door/receipts.ts';
import { grantAuthority } from '../grants/grant-authority.ts';
import { type SubjectTokens, subjectTokens } from '../grants/subject-tokens.ts';
import type { VerifyIdentityToken } from '../issuers/index.ts';
import type { CallLimiter } from '../limits/index.ts';
import type { Log } from '../log/index.ts';
import { ClientKeyCache } from '../proof/client-key-cache.ts';
import { proofVerifier } from '../proof/verify-proof.ts';
import { createQuota } from '../quota/index.ts';
import { sessionProofs, sessionReceipts } from '../receipts/index.ts';
import type { Recordings } from '../recordings/index.ts';
import type { ControlParts } from '../service/control-routes.ts';
import { createGate, type Gate } from '../service/gate.ts';
import type { ReviewPathParts } from '../service/review-path.ts';
import type { ServiceParts } from '../service/service.ts';
import { type OpenSnapshot, type Serving, sliceIssuer } from '../serving/index.ts';
import type { SessionSearch } from '../sessions/index.ts';
import { sendUpstream } from '../upstream/send-upstream.ts';
import type { AppliedVersion, VersionContents, Versions } from '../versions/index.ts';
import type { Witnessing } from '../witnessing/index.ts';
import { adminParts } from './admin-parts.ts';
import type { CompanionStore } from './open-companion-store.ts';
import type { Evidence } from './open-evidence.ts';
import type { OpenRetention } from './open-retention.ts';
import type { OpenReviews } from './open-reviews.ts';
import type { Upstreams } from './open-upstreams.ts';
import { slackParts } from './slack-parts.ts';

/** What the service is put together from. */
export interface Opened extends Evidence {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: CompanionStore;
  readonly trace: Door['trace'];
  readonly verifyIdentityToken: VerifyIdentityToken;
  readonly verifyLoginToken: VerifyLoginToken | undefined;
  readonly detect: Detect;
  readonly gates: Gates;
  readonly signatures: Signatures;
  readonly access: Access;
  readonly admission: ExchangeAdmission;
  /** Counts what the rules of the policy limit. */
  readonly callLimits: CallLimiter;
  /** Verifies clients' events, apart from what calls wait for. */
  readonly eventThreads: Signatures;
  readonly reviews: OpenReviews;
  readonly recordings: Recordings;
  readonly retention: OpenRetention;
  readonly activity: Activity;
  readonly witnessing: Witnessing;
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

/** What is in force, and what puts it there. */
export interface Settled {
  readonly callers: Callers;
  readonly serving: Serving;
  readonly versions: Versions;
  /** What versions hold. */
  readonly contents: VersionContents;
  readonly calls: SessionSearch;
}

/** What the service works with, and what must be closed or tidied beside it. */
export interface Assembled extends ServiceParts {
  readonly subjectTokens: SubjectTokens;
}

/** Puts the parts of the service together. */
export function serviceParts(opened: Opened & Settled): Assembled {
  const { config, log, store, ledger, nonces, events, gates, admission, access, callers, serving, witnessing } = opened;
  const { trustedProxies, publicUrl } = config;
  const tokens = subjectTokens(store.database);
  const control = controlParts(opened);
  const { deciding, notifier } = opened.reviews;
  const archive = opened.retention.archive(() => serving.current().connections);
  const admin = adminParts({ ...opened, deciding, archive }, { ...callers, subjectTokens: tokens });
  const slack = slackParts({ ...opened, deciding, notifier });
  return {
    exchange: {
      ...callers,
      connections: () => serving.current().connections,
      ...{ subjectTokens: tokens, access, admission, log: events },
    },
    dataPath: {
      serving: whileWatched(opened),
      followReviews: reviewFollower(access),
      log: events,
      gate: gates.calls,
      publicUrl,
    },
    control,
    reviews: reviewPathParts(opened, { ...callers, serving, authorise: control.authorise }),
    ...(admin === undefined ? {} : { admin }),
    ...(slack === undefined ? {} : { slack }),
    nonces,
    ready: async () =>
      serving.ready && witnessing.refusal() === undefined && (await ledger.checkpoint().then(Boolean, () => false)),
    log,
    ...(trustedProxies === undefined ? {} : { trustedProxies }),
    subjectTokens: tokens,
  };
}

/** Lets no call begin while the log is not what its witnesses have seen, or none has seen it for too long. */
function whileWatched({
  serving,
  witnessing,
}: Pick<Opened & Settled, 'serving' | 'witnessing'>): Pick<Serving, 'enter'> {
  return {
    enter: () => {
      const refusal = witnessing.refusal();
      if (refusal !== undefined) throw new SallyportError(refusal);
      return serving.enter();
    },
  };
}

/** Who calls, and by which right: the same whatever version is in force. */
export function openCallers({ config, clock, keys, nonces, signatures, verifyIdentityToken }: Opened) {
  const clientKeys = new ClientKeyCache();
  return {
    clientKeys,
    grants: grantAuthority({ issuer: config.publicUrl, keys, clock }),
    verifyProof: proofVerifier({ clock, keys: clientKeys, nonces, signatures }),
    verifyIdentityToken,
    verifySubjectToken: verifyIdentityToken,
    receipts: receiptSigner(config.ledger.origin, () => keys.event),
  };
}

/** What says who calls. */
export type Callers = ReturnType<typeof openCallers>;

/** A version, and how its providers are reached. */
export interface OpenVersion {
  readonly version: AppliedVersion;
  readonly upstreams: Upstreams;
}

/** Puts together what serves a version. */
export function openSnapshot(
  {
    config,
    clock,
    events,
    salts,
    subjects,
    models,
    detect,
    trace,
    access,
    callers,
    callLimits: counted,
    reviews,
    recordings,
  }: Opened & { readonly callers: Callers },
  { version, upstreams: { upstreams, close } }: OpenVersion,
): OpenSnapshot {
  const { limits } = config;
  const { connections, policy } = version;
  const { upstreamTimeoutMs: timeoutMs, responseBytes: maxResponseBytes } = limits;
  const upstream = { upstreams, timeoutMs, maxResponseBytes };
  const door = outerDoor({
    ...callers,
    connections,
    applied: { config: version.digest, configVersion: version.version },
    log: events,
    access,
    ...{ salts, subjects, models },
    send: (exchange) => sendUpstream(upstream, exchange),
    scratch: scratchOptions(config),
    maxDepth: limits.depth,
    detect,
    trace,
    policy,
    reviews: reviews.calls,
    recorder: recordings.recorder(policy),
    limits: counted,
    clock,
  });
  const follow = callFollower({ connections, access });
  return { snapshot: Object.freeze({ ...version, door, follow }), close };
}

/** How much of a body stands in memory, as configured. */
export function scratchOptions({ limits, tempDir }: Config): ScratchOptions {
  const { largeBodyBytes: heldBytes, bodyBytes: limitBytes, textBytes: textLength } = limits;
  return { heldBytes, limitBytes, textLength, ...(tempDir === undefined ? {} : { folder: tempDir }) };
}

function controlParts(opened: Opened & Settled): ControlParts {
  const { config, clock, store, keys, ledger, events, gates, access, eventThreads } = opened;
  const { recordings, callers, serving, witnessing } = opened;
  const { grants, verifyProof, clientKeys, receipts } = callers;
  const { limits } = config;
  return {
    authorise: controlAuthoriser({ grants, verifyProof, access, log: events }),
    receiveEvents: eventReceiver({
      ...{ ledger, clock, signatures: eventThreads },
      keys: new BoundKeys(store.database, clientKeys),
    }),
    ...{ receipts, access, serving, log: events },
    issueSlice: sliceIssuer({ issuer: config.publicUrl, signer: () => keys.event, clock }),
    sessionProofs: sessionProofs(ledger),
    receiveOriginal: recordings.receiveOriginal,
    sessionReceipts: sessionReceipts({ ledger, receipts, verifierKeys: () => keys.verifierKeys }),
    quota: createQuota({ perMinute: limits.eventsPerMinute, clock }),
    ledger,
    witnessed: witnessing.note,
    recoveries: witnessing.recoveries,
    keys,
    publicUrl: config.publicUrl,
    trust: () => encodeTrust(keys.trust),
    gate: gates.control,
  };
}

interface Asking extends Callers, Pick<ControlParts, 'authorise'> {
  readonly serving: Serving;
}

function reviewPathParts(
  { config, access, events, reviews }: Opened,
  { authorise, verifyIdentityToken, serving }: Asking,
): ReviewPathParts {
  const { publicUrl, limits } = config;
  const connections = () => serving.current().connections;
  return {
    authorise: requesterAuthoriser({ authorise, verifyIdentityToken, access, connections, log: events, publicUrl }),
    reviews: reviews.callers,
    gate: createGate(config.reviews.waiting + limits.concurrentControlCalls),
  };
}
