/** What is checked of a bundle beside its entries, in the order in which it is reported. */
export const BUNDLE_CHECKS = Object.freeze([
  'files',
  'keys',
  'policies',
  'configurations',
  'recordings',
  'originals',
  'derived',
] as const);

/** The name of such a check. */
export type BundleCheckName = (typeof BUNDLE_CHECKS)[number];

interface BundleFaultEntry {
  readonly check: BundleCheckName;
  readonly words: string;
}

const fault = <C extends BundleCheckName>(check: C, words: string) =>
  Object.freeze({ check, words }) satisfies BundleFaultEntry;

/** What can be wrong with what lies beside a bundle's entries: the check it fails, and constant words that follow where it is. */
export const BUNDLE_FAULTS = Object.freeze({
  file_escapes: fault('files', 'its path leads out of the bundle'),
  file_linked: fault('files', 'it is a link, a device or the like, and no plain file'),
  file_twice: fault('files', 'it is there twice'),
  file_packed: fault('files', 'it is encrypted, or packed in a way that is not known'),
  file_swollen: fault('files', 'it is packed to less than anything sealed can be: it is no such thing'),
  file_unknown: fault('files', 'it does not belong to the bundle'),
  trust_missing: fault('keys', 'it is missing, or is none'),
  trust_stranger: fault('keys', 'its keys are not those that are believed, nor did the one follow the other'),
  policy_missing: fault('policies', 'an entry names this policy, and it is not there'),
  policy_changed: fault('policies', 'it is not the policy that the entries name: it has another digest'),
  config_missing: fault('configurations', 'an entry names this configuration, and it is not there'),
  config_changed: fault('configurations', 'it is not the configuration that the entries name: it has another digest'),
  session_unnamed: fault('recordings', 'it names a recording, and no session that could have one'),
  recording_missing: fault('recordings', 'the recording it names is not there, and no event says that it was purged'),
  recording_swapped: fault('recordings', 'what is there as the recording it names is that of another session'),
  recording_cut: fault('recordings', 'the recording it names has fewer segments there, or more'),
  recording_changed: fault('recordings', 'what is there as the recording it names has another digest'),
  originals_changed: fault('originals', 'what is there as the sealed original it names has another digest'),
  derived_missing: fault('derived', 'it is not there'),
  derived_differs: fault('derived', 'it does not say what the entries say'),
  derived_otherwise: fault(
    'derived',
    'it is not what this version makes of the entries, but another version made it: verify it with that one',
  ),
  sample_differs: fault('derived', 'more of it was changed than the columns for signing off'),
  read_failed: fault('files', 'it could not be read to its end'),
} as const);

/** The closed union of what can be wrong with what lies beside a bundle's entries. */
export type BundleFaultCode = keyof typeof BUNDLE_FAULTS;

/** Those that are about how a file is kept. */
export type FileFaultCode = 'file_escapes' | 'file_linked' | 'file_twice' | 'file_packed' | 'file_swollen';
