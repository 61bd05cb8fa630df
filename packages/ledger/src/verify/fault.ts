/** What `verifyLedger` checks, in the order in which it reports. */
export const CHECKS = Object.freeze([
  'trust',
  'checkpoint',
  'entries',
  'signatures',
  'ids',
  'sessions',
  'tiles',
  'root',
] as const);

/** The name of a check. */
export type CheckName = (typeof CHECKS)[number];

interface FaultEntry {
  readonly check: CheckName;
  readonly words: string;
}

const fault = (check: CheckName, words: string): FaultEntry => Object.freeze({ check, words });

/** Everything that can be wrong with a ledger: the check it fails, and constant words that follow where it is. */
export const FAULTS = Object.freeze({
  trust_invalid: fault('trust', 'a key in it is not what it must be'),
  checkpoint_missing: fault('checkpoint', 'it is missing or could not be read'),
  checkpoint_malformed: fault('checkpoint', 'it is not written as checkpoints are'),
  checkpoint_origin: fault('checkpoint', 'it is of another log than the trusted key'),
  checkpoint_unsigned: fault('checkpoint', 'it bears no signature of the trusted key'),
  checkpoint_signature: fault('checkpoint', 'the signature does not match its text'),
  bundle_missing: fault('entries', 'it is missing or could not be read'),
  bundle_malformed: fault('entries', 'it is not a bundle of entries: cut short, or with bytes to spare'),
  bundle_count: fault('entries', 'it does not hold as many entries as the checkpoint says'),
  event_malformed: fault('signatures', 'it is not a signed event: no compact JWS in strict base64url'),
  event_header: fault('signatures', 'its header is not exactly the algorithm, the type and a key id'),
  event_key_unknown: fault('signatures', 'it is signed with a key that is not trusted'),
  event_signature: fault('signatures', 'the signature does not match its bytes'),
  event_shape: fault('signatures', 'what is signed is not an event that this version knows'),
  event_signer: fault(
    'signatures',
    'it says what its signer may not say: another kind of event, or of another identity',
  ),
  client_key: fault('signatures', 'the client key it names is none, or belongs to another identity'),
  id_repeated: fault('ids', 'its id is that of an earlier event'),
  session_missing: fault('sessions', 'it is about a session and names none'),
  intent_repeated: fault('sessions', 'it is a second intent of one session'),
  intent_unsigned: fault('sessions', 'the client intent it names does not stand before it, or was used already'),
  client_intent_orphan: fault('sessions', 'it is a client intent without an intent of the companion'),
  outcome_orphan: fault('sessions', 'it is an outcome without an earlier intent'),
  outcome_repeated: fault('sessions', 'it is a second outcome of one session'),
  tile_missing: fault('tiles', 'it is missing or could not be read'),
  tile_differs: fault('tiles', 'it does not hold the hashes of the entries'),
  root_differs: fault('root', 'its root hash is not that of the entries'),
  check_failed: fault('entries', 'the check itself failed'),
} as const);

/** The closed union of what can be wrong with a ledger. */
export type FaultCode = keyof typeof FAULTS;
