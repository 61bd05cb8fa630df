/** What `verifyLedger` checks, in the order in which it reports. */
export const CHECKS = Object.freeze([
  'trust',
  'checkpoint',
  'entries',
  'signatures',
  'ids',
  'sessions',
  'reviews',
  'times',
  'heartbeats',
  'tiles',
  'root',
  'witnessed',
] as const);

/** What `verifyBundle` checks, in the order in which it reports. */
export const BUNDLE_CHECKS = Object.freeze([
  'trust',
  'manifest',
  'checkpoint',
  'root',
  'tiles',
  'entries',
  'signatures',
  'ids',
  'sessions',
  'reviews',
  'times',
  'heartbeats',
  'period',
  'witnessed',
] as const);

/** The name of a check. */
export type CheckName = (typeof CHECKS)[number] | (typeof BUNDLE_CHECKS)[number];

interface FaultEntry {
  readonly check: CheckName;
  readonly words: string;
}

const fault = (check: CheckName, words: string): FaultEntry => Object.freeze({ check, words });

/** Everything that can be wrong with a ledger, or with a bundle of its entries: the check it fails, and constant words that follow where it is. */
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
  event_key_early: fault('signatures', 'it rotates in a key that has signed before it'),
  event_key_retired: fault('signatures', 'it is signed with a key that was retired before it'),
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
  originals_differ: fault('sessions', 'the sealed original it names is not the one that its client committed to'),
  review_unrequested: fault('reviews', 'it is about a review that nobody asked for before it'),
  review_repeated: fault('reviews', 'it asks for a review under the id of an earlier one'),
  review_differs: fault('reviews', 'the call, the bytes or the person that it names are not those of its review'),
  review_own: fault('reviews', 'it is the decision of whoever asked for the review'),
  review_quorum: fault('reviews', 'it counts other approvals than different people gave, or than were asked for'),
  review_late: fault('reviews', 'it comes after its review, or the approval, had run out'),
  review_ended: fault('reviews', 'it comes after its review was rejected, cancelled, taken back or over'),
  review_unapproved: fault('reviews', 'it names a review that approves no such call before it'),
  review_apart: fault('reviews', 'it uses an approval up, and no call that it lets pass stands before it'),
  review_unused: fault('reviews', 'it is sent under an approval, and nothing after it uses that up'),
  review_reused: fault('reviews', 'it uses an approval up that another call was sent under'),
  review_unfollowed: fault('reviews', 'it breaks the glass, and asks for no review after the fact with it'),
  time_backwards: fault(
    'times',
    'it is older than an event of the companion before it, by more than clocks may differ',
  ),
  time_ahead: fault(
    'times',
    'it is of a client, and ahead of the next event of the companion by more than clocks may differ',
  ),
  heartbeat_differs: fault('heartbeats', 'the size and root hash it names are of no earlier state of this log'),
  recovered_differs: fault('heartbeats', 'the state it says the log was recovered from is none that this log had'),
  tile_missing: fault('tiles', 'it is missing or could not be read'),
  tile_differs: fault('tiles', 'it does not hold the hashes of the entries'),
  root_differs: fault('root', 'its root hash is not that of the entries'),
  note_invalid: fault('witnessed', 'it is no checkpoint that the log signed'),
  rolled_back: fault('witnessed', 'the log has fewer entries than it had signed before: it was rolled back'),
  forked: fault('witnessed', 'the log had signed another root hash for as many entries: it was forked'),
  check_failed: fault('entries', 'the check itself failed'),
  manifest_missing: fault('manifest', 'it is missing or could not be read'),
  manifest_malformed: fault(
    'manifest',
    'it is not written as manifests are, or names a range or period that cannot be',
  ),
  manifest_log: fault('manifest', 'the log, the size or the root hash it names is not that of the checkpoint'),
  manifest_unrecorded: fault('manifest', 'no event of the log says that this range, period and choice was exported'),
  root_unproven: fault('root', 'its root hash is not the one that the tiles give'),
  tile_malformed: fault('tiles', 'it does not hold as many hashes as it must'),
  tile_unproven: fault('tiles', 'its hashes do not give the hash that the tile above it holds'),
  tile_foreign: fault('tiles', 'it is no tile of this tree, or no bundle of the range'),
  entry_differs: fault('entries', 'its hash is not the one that the log has in its place'),
  lines_malformed: fault('entries', 'it is not an entry as they are written, one on each line'),
  lines_order: fault('entries', 'it stands no further on in the log than the line before it'),
  lines_outside: fault('entries', 'it stands in a file of the bundle that it does not belong into'),
  selection_missing: fault('entries', 'it is missing or could not be read'),
  selection_foreign: fault('entries', 'it is there, and no filter chose entries'),
  selection_unfit: fault(
    'entries',
    'it does not fit the filter, nor is it of a session or review that an earlier one is of',
  ),
  period_start: fault(
    'period',
    'no event in its first bundle is old enough: entries of the period may stand before it',
  ),
  period_end: fault('period', 'no event in its last bundle is young enough: entries of the period may stand after it'),
  note_uncosigned: fault('witnessed', 'no trusted witness has cosigned it'),
  note_unproven: fault('witnessed', 'the hashes to compare it with are not here'),
} as const);

/** The closed union of what can be wrong with a ledger. */
export type FaultCode = keyof typeof FAULTS;
