export { createProcessVault, type ProcessVaultOptions } from './process/process-vault.ts';
export { applyEdits } from './restore/apply-edits.ts';
export { type RestoreOptions, restoreEdits, type TokenEdit, unfinishedToken } from './restore/restore-edits.ts';
export type { MintOptions, ScopeRequest, TokenScope, TokenValue, Vault } from './vault.ts';
