import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AppliedCounts, type Entity, type EntityCounts, fromUtf8, SallyportError } from '@sallyport/core';
import {
  decodeEntryBundle,
  entryBundlePath,
  type LedgerEvent,
  parseProof,
  proofId,
  readTrust,
  TILE_WIDTH,
  verifyLedger,
} from '@sallyport/ledger';
import type { DiffQuestion, Fact } from '@sallyport/policy';
import { folderSource } from '../verify/folder-source.ts';

/** What no event holds of a call. */
export const NEVER_RECORDED = ['groups', 'client', 'nature', 'model', 'bodyBytes'] as const satisfies readonly Fact[];

/** A bundle has 256 entries of 64 KiB at most. */
const LARGEST_BUNDLE = TILE_WIDTH * 65_537;

/** A call as the ledger holds it. */
export interface RecordedCall extends DiffQuestion {
  /** The session's id, or the event's, where it was refused. */
  readonly id: string;
}

/**
 * The calls that an exported ledger holds: those that were sent, and those that a rule refused. The ledger is verified first, by the keys that came with it. Raises
 * `ledger_corrupt`.
 */
export async function readRecordedCalls(folder: string): Promise<readonly RecordedCall[]> {
  const trust = await readTrust(await readFile(join(folder, 'trust.json')));
  const { ok, size, firstFault } = await verifyLedger(folderSource(folder), trust);
  if (!ok) throw new SallyportError('ledger_corrupt', { place: firstFault?.words ?? 'it could not be verified' });
  const calls: RecordedCall[] = [];
  const replaced = new Map<string, AppliedCounts>();
  for (let index = 0; index * TILE_WIDTH < size; index += 1) {
    const width = Math.min(TILE_WIDTH, size - index * TILE_WIDTH);
    const bytes = await folderSource(folder).read(entryBundlePath({ index, width }), LARGEST_BUNDLE);
    for (const leaf of decodeEntryBundle(bytes ?? new Uint8Array())) calls.push(...callOf(leaf, replaced));
  }
  return calls;
}

/** An intent that its client signed stands before the session that came of it. */
function callOf(leaf: Uint8Array, replaced: Map<string, AppliedCounts>): readonly RecordedCall[] {
  const text = fromUtf8(leaf);
  const proof = parseProof(text);
  if (typeof proof !== 'string') {
    if (proof.intent !== undefined) replaced.set(proofId(proof.jti), proof.intent.applied);
    return [];
  }
  const event = readEvent(text);
  const { event_code: kind } = event.metadata;
  const decided = kind === 'session.intent' || (kind === 'session.denied' && event.unmapped.rule !== undefined);
  return decided ? [recorded(event, replaced)] : [];
}

/** The payload of a compact JWS, RFC 7515 §7.1, that was verified. */
function readEvent(text: string): LedgerEvent {
  const [, payload = ''] = text.split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as LedgerEvent;
}

function recorded(event: LedgerEvent, replaced: Map<string, AppliedCounts>): RecordedCall {
  const { actor, api, src_endpoint: source, unmapped, time, metadata } = event;
  const { found, inputs, purpose, policy, rule, clientIntent, attachments } = unmapped;
  const intent = clientIntent === undefined ? {} : (replaced.get(clientIntent.id) ?? {});
  if (clientIntent !== undefined) replaced.delete(clientIntent.id);
  const question = {
    operation: api.operation,
    time,
    ...('uid' in actor.user ? { subject: actor.user.uid } : {}),
    ...(actor.idp === undefined ? {} : { issuer: actor.idp.issuer }),
    ...(api.service === undefined ? {} : { connection: api.service.name }),
    ...(found === undefined ? {} : { entities: withReplaced(found, intent) }),
    ...(inputs === undefined ? {} : { inputs }),
    ...('ip' in source ? { source: source.ip } : {}),
    ...(purpose === undefined ? {} : { purpose }),
    ...(attachments === undefined ? {} : { media: [...new Set(attachments.map(({ type }) => type))].toSorted() }),
  };
  return {
    id: api.request?.uid ?? metadata.uid,
    question,
    // An older event says nothing of these, which may have been.
    unknown: [
      ...NEVER_RECORDED,
      ...(inputs === undefined ? ['inputs' as const] : []),
      ...(found === undefined ? ['entities' as const] : []),
    ],
    ...(policy === undefined || rule === undefined ? {} : { decided: { policy, rule } }),
  };
}

/** What the client says it replaced counts too, as at the doors. */
function withReplaced(found: EntityCounts, applied: AppliedCounts): EntityCounts {
  const sum: Partial<Record<Entity, number>> = { ...found };
  for (const [entity, byOperator] of Object.entries(applied) as [Entity, Readonly<Record<string, number>>][]) {
    for (const [operator, count] of Object.entries(byOperator)) {
      if (operator !== 'allow') sum[entity] = (sum[entity] ?? 0) + count;
    }
  }
  return sum;
}
