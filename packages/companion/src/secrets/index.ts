export type { KeyWrapper } from './key-wrapper.ts';
export { type Environment, openRootKey } from './open-root-key.ts';
export { openSaltKeeper, type SaltKeeper } from './salt-keeper.ts';
export { sealedUnder } from './seal-secret.ts';
export { openSecretStore, type SecretStore, type SecretVersion } from './secret-store.ts';
export {
  type GrantSigningKey,
  type LogSigner,
  openSigningKeys,
  type SigningKeys,
  type SigningKeysOptions,
} from './signing-keys.ts';
export { rootKeyWrapper } from './wrappers/root-key-wrapper.ts';
