import type { FastifyInstance } from 'fastify';
import type { Ledger } from '../ledger/index.ts';
import { JWKS_PATH } from '../oauth/index.ts';
import type { SigningKeys } from '../secrets/index.ts';
import { behindGate, type Handler } from './behind-gate.ts';
import { type EventsPathParts, eventsPath } from './events-path.ts';
import type { Gate } from './gate.ts';
import { checkpointPath, logTilePath, TILE_PATH } from './log-path.ts';
import { jwksPath, metadataPath } from './metadata-path.ts';
import { ORIGINALS_PATH, type OriginalsPathParts, originalsPath } from './originals-path.ts';
import { POLICY_PATH, type PolicyPathParts, policyPath } from './policy-path.ts';
import { PROOF_PATH, type ProofPathParts, proofPath } from './proof-path.ts';
import { RECEIPT_PATH, type ReceiptPathParts, receiptPath } from './receipt-path.ts';
import { trustPath } from './trust-path.ts';
import { recoveriesPath, type ToldRecovery, witnessedPath } from './witnessed-path.ts';

/** What the routes that forward nothing work with. */
export interface ControlParts
  extends EventsPathParts,
    ReceiptPathParts,
    ProofPathParts,
    OriginalsPathParts,
    PolicyPathParts {
  readonly ledger: Pick<Ledger, 'checkpoint' | 'tile' | 'leaves'>;
  /** The latest note that witnesses cosigned, where one did. */
  readonly witnessed: () => Promise<string | undefined>;
  /** How it was recovered after restores. */
  readonly recoveries: () => Promise<readonly ToldRecovery[]>;
  /** `trust.json` as it is then, see `encodeTrust`. */
  readonly trust: () => Uint8Array;
  readonly keys: Pick<SigningKeys, 'published'>;
  readonly publicUrl: string;
  /** Their own gate, so that they cannot take the places of calls. */
  readonly gate: Gate;
}

const EXACT: ReadonlySet<string> = new Set([
  '/v1/events',
  '/v1/trust',
  '/log/checkpoint',
  '/log/witnessed',
  '/log/recoveries',
  JWKS_PATH,
]);

/** A path may stand behind, RFC 8414 §3.1. */
const METADATA_PATH = /^\/\.well-known\/(?:oauth-authorization-server|openid-configuration)(?:\/|$)/;

/** The route of a request's target, taken as it came: no query, no escapes. `undefined` when it is none of these. */
export function controlRoute(target: string): string | undefined {
  if (EXACT.has(target)) return target;
  if (POLICY_PATH.test(target)) return '/v1/policy';
  if (METADATA_PATH.test(target)) return '/.well-known/metadata';
  if (RECEIPT_PATH.test(target)) return '/v1/sessions/receipt';
  if (PROOF_PATH.test(target)) return '/v1/sessions/proof';
  if (ORIGINALS_PATH.test(target)) return '/v1/sessions/originals';
  return TILE_PATH.test(target) ? '/log/tile' : undefined;
}

/** Adds the routes under `/v1`, `/log` and `/.well-known`. */
export function addControlRoutes(service: FastifyInstance, parts: ControlParts): void {
  const guarded = (handle: Handler): Handler => behindGate(parts.gate, handle);
  service.post('/v1/events', guarded(eventsPath(parts)));
  service.get('/v1/sessions/receipt', guarded(receiptPath(parts)));
  service.get('/v1/sessions/proof', guarded(proofPath(parts)));
  service.put('/v1/sessions/originals', guarded(originalsPath(parts)));
  service.get('/v1/policy', guarded(policyPath(parts)));
  service.get('/v1/trust', guarded(trustPath(parts.trust)));
  service.get(JWKS_PATH, guarded(jwksPath(parts.keys)));
  service.get('/.well-known/metadata', guarded(metadataPath(parts.publicUrl)));
  service.get('/log/checkpoint', guarded(checkpointPath(parts.ledger)));
  service.get('/log/witnessed', guarded(witnessedPath(parts.witnessed)));
  service.get('/log/recoveries', guarded(recoveriesPath(parts.recoveries)));
  service.get('/log/tile', guarded(logTilePath(parts.ledger)));
}
