import { type CheckpointDetails, fromBase64url, isSallyportError, toBase64url } from '@sallyport/core';
import { type Checkpoint, checkCosignatures, decodeWitnessKey, hashLeaf, verifyEvent } from '@sallyport/ledger';
import { type Growth, has, isPrefix } from './check-growth.ts';
import type { LogReader } from './fetch-log.ts';
import type { KnownLog } from './known-log.ts';
import type { StatedRecovery } from './read-recoveries.ts';

/** What was lost in a restore: the entries from one index on, up to another. */
interface Lost {
  readonly from: number;
  readonly to: number;
}

/**
 * Tells whether all that a log has no more was lost in restores that its witnesses know of. For each such restore the log itself must
 * say, in an event signed by a believed key, from which earlier state of its own it goes on and what a witness had seen; a believed witness
 * must have cosigned just that; and it must have cosigned what the log is now. Raises what reading the log raises: then nothing is known.
 */
export async function isRecovered(
  { reader, log }: { readonly reader: LogReader; readonly log: KnownLog },
  { before, promised, latest }: Growth,
): Promise<boolean> {
  if (log.trust.witnesses.length === 0) return false;
  try {
    const cosigned = await cosignedNow({ reader, log }, latest);
    if (cosigned === undefined) return false;
    const lost: Lost[] = [];
    for (const stated of await reader.recoveries()) {
      const one = await lostBy(stated, { reader, log, latest, cosigned });
      if (one !== undefined) lost.push(one);
    }
    for (const { size, root } of before) {
      const known = lost.some(({ from, to }) => from < size && size <= to);
      if (!known && !(await isPrefix(reader, { size, root }, latest))) return false;
    }
    const index = promised?.index ?? -1;
    if (promised === undefined || lost.some(({ from, to }) => from <= index && index < to)) return true;
    return await has(reader, promised, latest);
  } catch (cause) {
    // A tile of another length than it must have.
    if (isSallyportError(cause) && cause.code === 'ledger_corrupt') return false;
    throw cause;
  }
}

interface Parts {
  readonly reader: LogReader;
  readonly log: KnownLog;
}

/** What a believed witness cosigned of the log as it is now. */
async function cosignedNow({ reader, log }: Parts, latest: Checkpoint): Promise<Checkpoint | undefined> {
  const note = await reader.witnessed();
  if (note === undefined || !(await isCosigned(log, note))) return undefined;
  const cosigned = await log.open(note).catch(() => undefined);
  if (cosigned === undefined) return undefined;
  // It may have grown since the latest was read; if not, it is older than was witnessed.
  const grown = cosigned.size <= latest.size ? latest : await log.open(await reader.checkpoint()).catch(() => latest);
  if (cosigned.size > grown.size) return undefined;
  const [older, newer] = cosigned.size <= latest.size ? [cosigned, latest] : [latest, cosigned];
  return (await isPrefix(reader, older, newer)) ? cosigned : undefined;
}

async function isCosigned({ trust }: KnownLog, note: string): Promise<boolean> {
  return (await checkCosignatures(note, trust.witnesses.map(decodeWitnessKey))).length > 0;
}

async function lostBy(
  { index, leaf, witnessed: note }: StatedRecovery,
  { reader, log, latest, cosigned }: Parts & { readonly latest: Checkpoint; readonly cosigned: Checkpoint },
): Promise<Lost | undefined> {
  const event = await verifyEvent(leaf, log.keys).catch(() => undefined);
  const recovered = event?.metadata.event_code === 'log.recovered' ? event.unmapped.recovered : undefined;
  const seen = (await isCosigned(log, note)) ? await log.reopen(note).catch(() => undefined) : undefined;
  if (recovered?.from === undefined || seen === undefined || !isSame(recovered.witnessed, seen)) return undefined;
  const { size } = recovered.from;
  const root = fromBase64url(recovered.from.root);
  if (root === undefined || size > index || size >= seen.size || index >= cosigned.size) return undefined;
  const stands = { index, treeSize: index + 1, leafHash: toBase64url(hashLeaf(leaf)) };
  if (!(await has(reader, stands, latest)) || !(await isPrefix(reader, { size, root }, latest))) return undefined;
  // What the log still has was not lost: else a fork could be passed off as a restore that never was.
  return (await isPrefix(reader, seen, latest)) ? undefined : { from: size, to: seen.size };
}

function isSame(stated: CheckpointDetails | undefined, seen: Checkpoint): boolean {
  return stated?.size === seen.size && stated.root === toBase64url(seen.root);
}
