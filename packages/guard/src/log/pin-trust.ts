import { SallyportError } from '@sallyport/core';
import { readTrust, type Trust, trustFingerprint } from '@sallyport/ledger';
import type { LogReader } from './fetch-log.ts';
import type { KeptLog } from './kept-log.ts';
import type { TrustDemand } from './trust-setting.ts';

/** How a companion comes to be believed. */
export interface PinOptions {
  readonly reader: Pick<LogReader, 'trust'>;
  readonly kept: KeptLog;
  readonly demand: TrustDemand;
  /** The keys this process believes already. */
  readonly known?: Trust | undefined;
  /** Takes other keys than those demanded or kept. */
  readonly acceptOther: boolean;
}

/** What was kept: nothing, the keys, or bytes that are no keys any more. */
type Kept = undefined | Trust | 'unreadable';

/**
 * Asks the companion for its keys and holds them against those the user demands, else against those it was first seen with; the first
 * time, they are kept. Raises `companion_untrusted` for any other keys, more of them or fewer, and what asking for them raises.
 */
export async function pinTrust({ reader, kept, demand, known, acceptOther }: PinOptions): Promise<Trust> {
  const shown = await reader.trust();
  const before = known ?? (await readKept(kept));
  if (!acceptOther && !isBelieved(shown, { demand, before })) throw new SallyportError('companion_untrusted');
  if (isSame(shown, before)) return shown;
  if (before !== undefined && (before === 'unreadable' || before.logKey !== shown.logKey)) {
    await kept.forgetCheckpoint();
  }
  await kept.keepTrust(shown);
  return shown;
}

function isBelieved(
  shown: Trust,
  { demand, before }: { readonly demand: TrustDemand; readonly before: Kept },
): boolean {
  const { logKey, trust } = demand;
  if (trust !== undefined) return isSame(shown, trust);
  if (logKey !== undefined && shown.logKey !== logKey) return false;
  // What was kept of a log that the user has turned away from since does not matter.
  const turnedAway = typeof before === 'object' && logKey !== undefined && before.logKey !== logKey;
  return before === undefined || turnedAway || isSame(shown, before);
}

async function readKept(kept: KeptLog): Promise<Kept> {
  const bytes = await kept.trust();
  return bytes && readTrust(bytes).catch(() => 'unreadable' as const);
}

function isSame(shown: Trust, other: Kept): boolean {
  return typeof other === 'object' && trustFingerprint(shown) === trustFingerprint(other);
}
