/** A key of Azure Key Vault or Managed HSM. */
export interface AzureKeyVaultConfig {
  /** `https://NAME.vault.azure.net` or `https://NAME.managedhsm.azure.net`. */
  readonly vaultUrl: string;
  /** The name of the key. */
  readonly key: string;
  /** What seals, of its versions. Default: the newest. What another version sealed opens all the same. */
  readonly version?: string;
}

/** A key of AWS KMS. */
export interface AwsKmsConfig {
  /** The key's ARN, or its id. */
  readonly keyId: string;
  readonly region: string;
  /** The region's own when absent. */
  readonly endpoint?: string;
}

/** A key of Google Cloud KMS. */
export interface GcpKmsConfig {
  /** `projects/…/locations/…/keyRings/…/cryptoKeys/…` */
  readonly name: string;
  /** Google's own when absent. */
  readonly endpoint?: string;
}

/** Where the root key is: exactly one of these. */
export type RootKeyConfig =
  /** Absolute; outside `dataDir`. The base64 of 32 bytes. */
  | { readonly file: string }
  /** The name of an environment variable: the base64 of 32 bytes. */
  | { readonly env: string }
  | { readonly azureKeyVault: AzureKeyVaultConfig }
  | { readonly awsKms: AwsKmsConfig }
  | { readonly gcpKms: GcpKmsConfig };
