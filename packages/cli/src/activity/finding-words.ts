/** What each kind of finding is called. */
const WORDS: Readonly<Record<string, string>> = Object.freeze({
  break_glass: 'went on without a reviewer (break glass)',
  opt_out: 'a protection is done without',
  bootstrap_used: 'the bootstrap token was used',
  ledger_silence: 'the ledger gave no sign of life',
  ledger_recovered: 'the ledger went on behind a backup',
  burst: 'called far more often than before',
  claimed_too_little: 'left in more than was claimed',
  recording_read: 'read recordings',
  recording_purged: 'purged recordings before their time',
  vault_revealed: 'revealed values of the vault',
  evidence_exported: 'exported evidence',
  config_changed: 'changed the configuration',
  credential_rotated: 'a secret or a key was rotated',
  hold_released: 'released legal holds',
  access_revoked: 'revoked access',
  act_refused: 'tried what was refused, or failed',
  ledger_unwitnessed: 'no witness saw the ledger',
  sink_behind: 'a sink was not given all of the period yet',
  sink_dead_letters: 'a sink will never take some entries',
  new_identity: 'called for the first time',
  off_hours: 'called outside of working hours',
  denied: 'calls were refused',
  auth_failed: 'could not prove who called',
  review_rejected: 'asked for what reviewers rejected',
  review_expired: 'asked for what nobody decided in time',
  review_revoked: 'had an approval taken back',
  outcome_unknown: 'calls whose end nobody knows',
  hold_placed: 'placed legal holds',
  recording_expired: 'recordings were purged in their time',
  started: 'the companion started',
  identities_uncounted: 'calls of more identities than are told apart',
});

/** A kind of finding in words; one that a later companion has in those of its code. */
export function findingWords(kind: string): string {
  return Object.hasOwn(WORDS, kind) ? (WORDS[kind] ?? kind) : kind.replaceAll('_', ' ');
}
