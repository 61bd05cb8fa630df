import { type EventPublicKey, SallyportError, utf8 } from '@sallyport/core';
import { parseNote, signNote } from '../checkpoint/note.ts';
import type { NoteSigner } from '../checkpoint/note-signer.ts';
import { decodeVerifierKey } from '../checkpoint/verifier-key.ts';
import type { EventKeys } from '../event/event-key.ts';
import type { EventSigner } from '../event/event-signer.ts';
import { parseCompactJws, parseJsonObject } from '../jws/compact-jws.ts';
import { readTypedJws } from '../jws/read-typed-jws.ts';
import { signTypedJws } from '../jws/sign-typed-jws.ts';
import { originOf, type Trust, trustFingerprint } from '../verify/trust.ts';
import { isSignedByOneOf } from './signed-by.ts';

/** The `typ` of an endorsement, pinned on every verification. */
export const ENDORSEMENT_TYPE = 'sallyport-trust+jws';

/** The most bytes of an endorsement that are read: one with a hundred witnesses fits. */
const MAX_ENDORSEMENT_BYTES = 65_536;

/** The payload of an endorsement: what the trust after has that the one before had not, and which two they are. */
export interface Endorsement {
  readonly origin: string;
  /** The fingerprint of the trust before. */
  readonly previous: string;
  /** The fingerprint of the trust after, which is vouched for. */
  readonly fingerprint: string;
  /** The log keys it gained. */
  readonly logKeys: readonly string[];
  /** The event keys it gained. */
  readonly eventKeys: readonly EventPublicKey[];
  /** All of its witnesses. */
  readonly witnesses: readonly string[];
  /** The same said by the log's key before: a signed note, see `noteText`. */
  readonly note: string;
}

/** Two trusts of one log, the second of which comes after the first. */
export interface Step {
  readonly before: Trust;
  readonly after: Trust;
}

/** Keys of the trust before, which vouch for the one after. */
export interface Endorsers {
  readonly log: NoteSigner;
  readonly event: EventSigner;
}

/**
 * Vouches for the trust after one: as a compact JWS, ES256, by an event key of the trust before, whose payload holds a C2SP signed note by a
 * log key of it. Rejects with `SallyportError('internal')` where a key is lost on the way, and as the signers do.
 */
export async function endorseTrust({ before, after }: Step, { log, event }: Endorsers): Promise<string> {
  const more = {
    logKeys: gained(after.logKeys, before.logKeys, (key) => key),
    eventKeys: gained(after.eventKeys, before.eventKeys, ({ kid }) => kid),
  };
  const said = { origin: originOf(before), fingerprint: trustFingerprint(after), logKeys: more.logKeys };
  const payload: Endorsement = {
    ...said,
    previous: trustFingerprint(before),
    eventKeys: more.eventKeys,
    witnesses: after.witnesses,
    note: await signNote(noteText(said), log),
  };
  return signTypedJws(utf8(JSON.stringify(payload)), { type: ENDORSEMENT_TYPE, signer: event });
}

/** What the log's key signs: a first line that no checkpoint has, the origin, the fingerprint, and each log key that was gained; C2SP signed-note. */
export function noteText({
  origin,
  fingerprint,
  logKeys,
}: Pick<Endorsement, 'origin' | 'fingerprint' | 'logKeys'>): string {
  return `${['sallyport-trust', origin, fingerprint, ...logKeys].join('\n')}\n`;
}

/**
 * The log keys that a log vouches for from one of its keys on, that one among them: by the notes in endorsements, the oldest first,
 * each by a key that is vouched for already. What does not hold is passed over. Throws `SallyportError('config_invalid')` for a key that is none.
 */
export async function logKeysFrom(logKey: string, endorsements: readonly string[]): Promise<ReadonlySet<string>> {
  const known = new Map([[logKey, decodeVerifierKey(logKey)]]);
  for (const text of endorsements) {
    const note = peekEndorsement(text)?.note;
    const parsed = typeof note === 'string' ? parseNote(note) : undefined;
    const [first, origin, , ...gained] = parsed?.text.split('\n').slice(0, -1) ?? [];
    if (parsed === undefined || first !== 'sallyport-trust' || origin !== known.get(logKey)?.name) continue;
    if (!(await isSignedByOneOf(parsed, [...known.values()]))) continue;
    for (const key of gained) if (isVerifierKey(key)) known.set(key, decodeVerifierKey(key));
  }
  return new Set(known.keys());
}

/** Reads an endorsement that one of these event keys signed, by that signature alone; anything else gives `undefined`. See `readSuccession`. */
export async function readEndorsement(text: string, keys: EventKeys): Promise<Endorsement | undefined> {
  const claims = await readTypedJws(text, { type: ENDORSEMENT_TYPE, keys, maxBytes: MAX_ENDORSEMENT_BYTES });
  return claims && isEndorsement(claims) ? claims : undefined;
}

function isEndorsement(claims: object): claims is Endorsement {
  const { origin, previous, fingerprint, logKeys, eventKeys, witnesses, note, ...others } = claims as Endorsement;
  const texts = [origin, previous, fingerprint, note].every((one) => typeof one === 'string');
  return texts && [logKeys, eventKeys, witnesses].every(Array.isArray) && Object.keys(others).length === 0;
}

/** What an endorsement says, nothing of it verified; `undefined` where it is none. */
export function peekEndorsement(text: string): Readonly<Record<string, unknown>> | undefined {
  const jws = text.length > MAX_ENDORSEMENT_BYTES ? undefined : parseCompactJws(utf8(text));
  return jws?.header.typ === ENDORSEMENT_TYPE ? parseJsonObject(jws.payload) : undefined;
}

function isVerifierKey(text: string): boolean {
  try {
    decodeVerifierKey(text);
    return true;
  } catch {
    return false;
  }
}

function gained<Key>(after: readonly Key[], before: readonly Key[], nameOf: (key: Key) => string): readonly Key[] {
  const had = new Set(before.map(nameOf));
  const has = new Set(after.map(nameOf));
  if (![...had].every((name) => has.has(name))) throw new SallyportError('internal');
  return after.filter((key) => !had.has(nameOf(key)));
}
