export { type KeyPurpose, keySecretName } from './key-purpose.ts';
export type { KeyWrapper } from './key-wrapper.ts';
export { type Environment, openRootKey } from './open-root-key.ts';
export { openSaltKeeper, type SaltKeeper } from './salt-keeper.ts';
export { openSecret, sealedUnder, sealSecret } from './seal-secret.ts';
export { isSecretName } from './secret-name.ts';
export { openSecretStore, type SecretStore, type SecretVersion } from './secret-store.ts';
export {
  type GrantSigningKey,
  type LogSigner,
  openSigningKeys,
  type SigningKeys,
  type SigningKeysOptions,
} from './signing-keys.ts';
export { rootKeyWrapper } from './wrappers/root-key-wrapper.ts';
