import { SallyportError } from '@sallyport/core';
import {
  logKeysFrom,
  readSuccession,
  readTrust,
  type Trust,
  type TrustDocument,
  trustFingerprint,
} from '@sallyport/ledger';
import type { LogReader } from './fetch-log.ts';
import type { KeptLog } from './kept-log.ts';
import type { TrustDemand } from './trust-setting.ts';

/** The keys of a companion that are believed. */
export interface PinnedTrust {
  readonly trust: Trust;
  /** Those of its log keys whose checkpoints are believed. */
  readonly logKeys: readonly string[];
}

/** How a companion comes to be believed. */
export interface PinOptions {
  readonly reader: Pick<LogReader, 'trust'>;
  readonly kept: KeptLog;
  readonly demand: TrustDemand;
  /** The keys this process believes already. */
  readonly known?: PinnedTrust | undefined;
  /** Takes other keys than those demanded or kept. */
  readonly acceptOther: boolean;
}

/** What was kept: nothing, the keys, or bytes that are no keys any more. */
type Kept = undefined | Trust | 'unreadable';

/**
 * Asks the companion for its keys and holds them against those the user demands, else against those it was first seen with; the first
 * time, they are kept. A key that is new is believed where keys believed already vouch for it, over as many rotations as there were, see
 * `readSuccession`; what is believed is kept. Keys that are not shown any more are believed on: they signed what is past.
 * Raises `companion_untrusted` for any other key, and what asking raises.
 */
export async function pinTrust({ reader, kept, demand, known, acceptOther }: PinOptions): Promise<PinnedTrust> {
  const shown = await reader.trust();
  const before = known?.trust ?? (await readKept(kept));
  const base = known?.trust ?? demand.trust ?? baseOf(shown, { before, logKey: demand.logKey });
  const trust = (base && (await latestOf(base, shown))) ?? (acceptOther ? keysOf(shown) : undefined);
  if (trust === undefined) throw new SallyportError('companion_untrusted');
  const logKeys = acceptOther ? trust.logKeys : await believedLogKeys(trust, { shown, demand, known });
  if (!isSame(trust, before)) {
    if (before !== undefined && !isSameLog(trust, before)) await kept.forgetCheckpoint();
    await kept.keepTrust(trust);
  }
  return { trust, logKeys };
}

/** From which keys on the companion is believed: those kept, or where there are none, those shown. */
function baseOf(
  shown: TrustDocument,
  { before, logKey }: { readonly before: Kept; readonly logKey: string | undefined },
): Trust | undefined {
  if (before === 'unreadable') return undefined;
  // What was kept of a log that the user has turned away from since does not matter.
  const turnedAway = logKey !== undefined && before?.logKeys.includes(logKey) === false;
  return before === undefined || turnedAway ? keysOf(shown) : before;
}

/** The latest keys that those believed vouch for, when they are all that the companion shows. */
async function latestOf(base: Trust, shown: TrustDocument): Promise<Trust | undefined> {
  const latest = (await readSuccession(base, shown.endorsements)).at(-1);
  return latest !== undefined && holdsAll(latest, shown) ? latest : undefined;
}

/** Where the user names one log key, those that came after it by the word of log keys alone. */
async function believedLogKeys(
  { logKeys }: Trust,
  { shown, demand, known }: Pick<PinOptions, 'demand' | 'known'> & { readonly shown: TrustDocument },
): Promise<readonly string[]> {
  const { logKey } = demand;
  if (logKey === undefined) return logKeys;
  if (!logKeys.includes(logKey)) throw new SallyportError('companion_untrusted');
  const vouched = new Set([...(known?.logKeys ?? []), ...(await logKeysFrom(logKey, shown.endorsements))]);
  return logKeys.filter((key) => vouched.has(key));
}

async function readKept(kept: KeptLog): Promise<Kept> {
  const bytes = await kept.trust();
  return bytes && readTrust(bytes).catch(() => 'unreadable' as const);
}

function keysOf({ logKeys, eventKeys, witnesses }: Trust): Trust {
  return { logKeys, eventKeys, witnesses };
}

function holdsAll(trust: Trust, shown: Trust): boolean {
  const kids = new Set(trust.eventKeys.map(({ kid }) => kid));
  return shown.logKeys.every((key) => trust.logKeys.includes(key)) && shown.eventKeys.every(({ kid }) => kids.has(kid));
}

function isSame(trust: Trust, other: Kept): boolean {
  return typeof other === 'object' && trustFingerprint(trust) === trustFingerprint(other);
}

function isSameLog(trust: Trust, other: Kept): boolean {
  return typeof other === 'object' && trust.logKeys.some((key) => other.logKeys.includes(key));
}
