export type { KeyWrapper } from './key-wrapper.ts';
export { readRootKey } from './read-root-key.ts';
export { rootKeyWrapper } from './root-key-wrapper.ts';
export { openSaltKeeper, type SaltKeeper } from './salt-keeper.ts';
export { openSecretStore, type SecretStore } from './secret-store.ts';
export {
  type GrantSigningKey,
  type LogSigner,
  openSigningKeys,
  type SigningKeys,
  type SigningKeysOptions,
} from './signing-keys.ts';
