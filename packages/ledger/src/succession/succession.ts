import { parseNote } from '../checkpoint/note.ts';
import { decodeVerifierKey } from '../checkpoint/verifier-key.ts';
import { type EventKeys, importEventKeys } from '../event/event-key.ts';
import { originOf, readKeys, type Trust, trustFingerprint } from '../verify/trust.ts';
import { noteText, peekEndorsement, readEndorsement } from './endorsement.ts';
import { isSignedByOneOf } from './signed-by.ts';

/**
 * Follows endorsements from a trust one has: gives it, and each that comes after, the latest last. A step counts when an event key and a
 * log key of the trust before it both vouch for exactly the trust that it leads to; any other is passed over. The steps stand in the
 * order in which they were taken, as in a trust document. Rejects with `SallyportError('config_invalid')` where the trust itself is none.
 */
export async function readSuccession(known: Trust, endorsements: readonly string[]): Promise<readonly Trust[]> {
  const trusts = [known];
  let latest = await endorsedBy(known);
  for (const text of endorsements) {
    if (peekEndorsement(text)?.previous !== latest.fingerprint) continue;
    const next = await stepFrom(latest, text);
    if (next === undefined) continue;
    trusts.push(next);
    latest = await endorsedBy(next);
  }
  return Object.freeze(trusts);
}

interface Endorsing {
  readonly trust: Trust;
  readonly fingerprint: string;
  readonly keys: EventKeys;
}

async function endorsedBy(trust: Trust): Promise<Endorsing> {
  return { trust, fingerprint: trustFingerprint(trust), keys: await importEventKeys(trust.eventKeys) };
}

async function stepFrom({ trust, keys }: Endorsing, text: string): Promise<Trust | undefined> {
  const said = await readEndorsement(text, keys);
  if (said === undefined || said.origin !== originOf(trust)) return undefined;
  const after = await readKeys({
    logKeys: [...trust.logKeys, ...said.logKeys],
    eventKeys: [...trust.eventKeys, ...said.eventKeys],
    witnesses: said.witnesses,
  }).catch(() => undefined);
  if (after === undefined || trustFingerprint(after) !== said.fingerprint) return undefined;
  const note = parseNote(said.note);
  const signed = note?.text === noteText(said) && (await isSignedByOneOf(note, trust.logKeys.map(decodeVerifierKey)));
  return signed ? after : undefined;
}
