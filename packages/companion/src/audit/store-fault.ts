/** What is checked of a database besides the ledger in it, in the order in which it is reported. */
export const STORE_CHECKS = Object.freeze(['rows', 'session rows', 'recordings'] as const);

/** The name of such a check. */
export type StoreCheckName = (typeof STORE_CHECKS)[number];

interface StoreFaultEntry {
  readonly check: StoreCheckName;
  readonly words: string;
}

const fault = (check: StoreCheckName, words: string): StoreFaultEntry => Object.freeze({ check, words });

/** What can be wrong with a database although, or because, the ledger in it is what it is: the check it fails, and constant words that follow where it is. */
export const STORE_FAULTS = Object.freeze({
  row_missing: fault('rows', 'its row is not in the database'),
  row_swapped: fault('rows', 'it stands at the place of another entry'),
  row_changed: fault('rows', 'it is not the entry that was recorded at this place'),
  row_differs: fault('rows', 'its row names another id, signer or hash than the entry in it'),
  row_beyond: fault('rows', 'there are rows beyond the last entry that the checkpoint signs'),
  session_missing: fault('session rows', 'the session it begins or ends has no row'),
  session_differs: fault('session rows', 'the row of its session says that it begins or ends elsewhere'),
  session_stray: fault('session rows', 'there are rows of sessions that begin or end nowhere in the ledger'),
  recording_missing: fault(
    'recordings',
    'parts of the recording it names are missing, and no event says that it was purged',
  ),
  recording_swapped: fault('recordings', 'what is kept as the recording it names is that of another session'),
  recording_changed: fault('recordings', 'what is kept as the recording it names has another digest'),
  recording_unread: fault('recordings', 'the recording it names could not be read'),
  originals_changed: fault('recordings', 'what is kept as the sealed original it names has another digest'),
} as const);

/** The closed union of what can be wrong with a database. */
export type StoreFaultCode = keyof typeof STORE_FAULTS;
