import {
  type ActivityConclusion,
  asSallyportError,
  fromUtf8,
  type Identity,
  SallyportError,
  toBase64url,
} from '@sallyport/core';
import type { EventDraft, EventLog } from '../door/event-log.ts';
import type { DigestContent } from './digest-content.ts';
import type { DigestRows, KeptDigest } from './digest-rows.ts';
import { hasOwnFindings, type OwnParts } from './own-findings.ts';
import { type SettlingParts, settleSignOff, signOffId } from './settle-sign-off.ts';

/** Who signs a digest off, and how. */
export interface SignOrder {
  readonly id: string;
  readonly conclusion: ActivityConclusion;
  readonly by: Identity;
  readonly clientIp: string;
  readonly adminSessionId: string;
}

/** What signing works with. */
export interface SigningParts extends OwnParts, SettlingParts {
  readonly rows: DigestRows;
  readonly log: Pick<EventLog, 'record' | 'commit'>;
}

/**
 * Signs a digest off, and gives it as it then is. The event is durable first, under an id that the ledger takes once: of two who sign at the same time, one is
 * recorded as having done so, and the other as refused. Raises `activity_unknown`, `activity_own` for somebody whom it has findings about, `activity_signed`,
 * `ledger_unavailable`.
 */
export async function signDigest(parts: SigningParts, order: SignOrder): Promise<KeptDigest> {
  const { rows, log } = parts;
  const digest = await rows.find(order.id);
  const draft = signDraft(digest, order);
  try {
    await checkSigner(parts, digest, order);
    await log.commit([{ draft, id: signOffId(digest.id), once: true }]).catch(async (cause: unknown) => {
      if (asSallyportError(cause).code !== 'proof_replayed') throw cause;
      await settleSignOff(parts, digest.id);
      throw new SallyportError('activity_signed');
    });
  } catch (cause) {
    const error = asSallyportError(cause);
    await log.record({ ...draft, status: 'failure', details: { ...draft.details, error: error.code } });
    throw error;
  }
  await settleSignOff(parts, digest.id);
  return rows.find(order.id);
}

type Found = Awaited<ReturnType<DigestRows['find']>>;

async function checkSigner(parts: SigningParts, digest: Found, { by }: SignOrder): Promise<void> {
  if (digest.signOff !== undefined) throw new SallyportError('activity_signed');
  const content = JSON.parse(fromUtf8(digest.bytes)) as DigestContent;
  if (await hasOwnFindings(parts, content, by)) throw new SallyportError('activity_own');
}

function signDraft(digest: KeptDigest, { conclusion, by, clientIp, adminSessionId }: SignOrder): EventDraft {
  const { id, period, findings } = digest;
  const activity = { id, ...period, digest: toBase64url(digest.digest), findings, conclusion };
  return {
    kind: 'activity.reviewed',
    status: 'success',
    identity: by,
    clientIp,
    details: { adminSessionId, activity },
  };
}
