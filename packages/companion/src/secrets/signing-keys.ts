import { type Clock, systemClock } from '@sallyport/core';
import { PROMPT_SIGNATURES, type Signatures } from '../crypto/index.ts';
import type { Database } from '../storage/index.ts';
import { ensureSigningKey } from './ensure-signing-key.ts';
import { KEY_PURPOSES, type PublishedPurpose } from './key-purpose.ts';
import { KeyRing, type SigningKey } from './key-ring.ts';
import type { KeyWrapper } from './key-wrapper.ts';
import { type LedgerKeys, ledgerKeyReader } from './ledger-keys.ts';
import { nameWitnesses } from './name-witnesses.ts';

/** The companion's own signing keys. All of them rotate while the companion serves, so ask for them each time. */
export interface SigningKeys extends LedgerKeys {
  /** P-256, ES256: signs grants now. */
  readonly grant: SigningKey;
  /** RSA of 3,072 bits, RS256: signs now what the companion says of itself to clouds and providers. */
  readonly federation: SigningKey;
  /** The live key of a purpose by its `kid`, or `undefined`: the next, the active one or one retired. Raises `ledger_unavailable`. */
  find(purpose: PublishedPurpose, kid: string): Promise<SigningKey | undefined>;
  /** Every live key for grants and federation, for the JWKS. */
  published(): readonly SigningKey[];
  /** Reads the keys again. Raises `ledger_unavailable`, `secret_unsealed`, `ledger_corrupt`. */
  refresh(): Promise<void>;
}

/** Where the keys are kept, what they are sealed under, and the log's origin, which is the name of its keys. */
export interface SigningKeysOptions {
  readonly database: Database;
  readonly wrapper: KeyWrapper;
  readonly origin: string;
  /** The witnesses that the trust is to name from now on, see `encodeWitnessKey`. Default: those it names. */
  readonly witnesses?: readonly string[];
  /** What makes the signatures of events and receipts. Default: at once. */
  readonly signatures?: Signatures;
  /** Default: the system's. */
  readonly clock?: Clock;
}

/**
 * Loads the signing keys, making those that do not exist yet; replicas that start together end with the same ones.
 * Raises `secret_unsealed` with the wrong root key, `ledger_corrupt`, `ledger_unavailable`, `rotation_in_progress`.
 */
export async function openSigningKeys(options: SigningKeysOptions): Promise<SigningKeys> {
  const { database, wrapper, origin, signatures = PROMPT_SIGNATURES, clock = systemClock, witnesses } = options;
  await Promise.all(KEY_PURPOSES.map((purpose) => ensureSigningKey({ database, wrapper, purpose })));
  const ringOf = (purpose: PublishedPurpose) => new KeyRing({ database, wrapper, purpose, clock });
  const rings = { grant: ringOf('grant'), federation: ringOf('federation') };
  const read = ledgerKeyReader({ database, wrapper, origin, signatures, clock });
  if (witnesses !== undefined) await nameWitnesses(witnesses, { database, read });
  await Promise.all([rings.grant.refresh(), rings.federation.refresh()]);
  const ledger = { keys: await read() };
  return Object.freeze(signingKeys({ rings, read, ledger }));
}

interface Parts {
  readonly rings: Readonly<Record<PublishedPurpose, KeyRing>>;
  readonly read: () => Promise<LedgerKeys>;
  /** As they were read last. */
  readonly ledger: { keys: LedgerKeys };
}

function signingKeys({ rings, read, ledger }: Parts): SigningKeys {
  const { grant, federation } = rings;
  return {
    get log() {
      return ledger.keys.log;
    },
    get outgoing() {
      return ledger.keys.outgoing;
    },
    get event() {
      return ledger.keys.event;
    },
    get trust() {
      return ledger.keys.trust;
    },
    get verifierKeys() {
      return ledger.keys.verifierKeys;
    },
    get eventKeys() {
      return ledger.keys.eventKeys;
    },
    get grant() {
      return grant.active;
    },
    get federation() {
      return federation.active;
    },
    find: (purpose, kid) => rings[purpose].find(kid),
    published: () => [...grant.live, ...federation.live],
    refresh: async () => {
      await Promise.all([grant.refresh(), federation.refresh()]);
      ledger.keys = await read();
    },
  };
}
