/** How the companion proves itself upstream: exactly one of these. */
export type CredentialConfig =
  | { readonly secret: string }
  | { readonly none: true }
  | { readonly openai: OpenAiFederationConfig }
  | { readonly anthropic: AnthropicFederationConfig }
  | { readonly entra: EntraConfig }
  | { readonly managedIdentity: ManagedIdentityConfig }
  | { readonly aws: AwsConfig }
  | { readonly google: GoogleConfig };

/** What the companion's own tokens say for one connection, where they must not say the usual. */
export interface FederatedConfig {
  /** `aud`. */
  readonly audience: string;
  /** `sub`. Default `sallyport:` and the connection's name. */
  readonly subject?: string;
}

/** OpenAI workload identity federation. */
export interface OpenAiFederationConfig extends FederatedConfig {
  /** `idp_…`: the identity provider resource that trusts the companion. */
  readonly identityProviderId: string;
  readonly serviceAccountId: string;
  readonly clientId?: string;
  /** Default `https://auth.openai.com/oauth/token`. */
  readonly tokenUrl: string;
}

/** Anthropic workload identity federation. */
export interface AnthropicFederationConfig extends FederatedConfig {
  /** `fdrl_…`: the rule that the companion's tokens match. */
  readonly federationRuleId: string;
  readonly organizationId: string;
  readonly serviceAccountId?: string;
  /** `wrkspc_…` or `default`. */
  readonly workspaceId?: string;
  /** Where `/v1/oauth/token` is. Default `https://api.anthropic.com`. */
  readonly tokenOrigin: string;
}

/** An application of Microsoft Entra ID with a federated identity credential that names the companion. */
export interface EntraConfig extends FederatedConfig {
  /** Whose rights the provider sees. Default `companion`; `caller` is the on-behalf-of flow, for bearers alone. */
  readonly actAs: 'companion' | 'caller';
  /** The directory's id or domain. */
  readonly tenant: string;
  readonly clientId: string;
  /** Default `https://cognitiveservices.azure.com/.default`. */
  readonly scope: string;
  /** Default `https://login.microsoftonline.com`. */
  readonly host: string;
}

/** The managed identity of the Azure host: the system's, or a user's by one of its ids. */
export interface ManagedIdentityConfig {
  readonly clientId?: string;
  readonly objectId?: string;
  readonly resourceId?: string;
  /** Default `https://cognitiveservices.azure.com/.default`. */
  readonly scope: string;
}

/** How requests to AWS are signed: with keys for a role, or with sealed ones. */
export type AwsConfig = AwsFederationConfig | AwsSecretConfig;

/** AWS STS AssumeRoleWithWebIdentity. */
export interface AwsFederationConfig extends Partial<FederatedConfig> {
  /** `aud`. Default `sts.amazonaws.com`. */
  readonly audience?: string;
  readonly region: string;
  /** `arn:aws:iam::123456789012:role/sallyport`. */
  readonly roleArn: string;
  /** Seconds the keys live: 900 to 43,200. Default 3,600. */
  readonly durationSeconds: number;
  /** Default: the regional endpoint of STS. */
  readonly stsUrl?: string;
}

/** Long-lived AWS keys. */
export interface AwsSecretConfig {
  readonly region: string;
  /** The name of a sealed secret: `{"accessKeyId": …, "secretAccessKey": …}`, and a `sessionToken` where there is one. */
  readonly keysSecret: string;
}

/** Google workload identity federation. */
export interface GoogleConfig extends Partial<FederatedConfig> {
  /** `//iam.googleapis.com/projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER`. */
  readonly provider: string;
  /** `aud`. Default: `https:` and the provider. */
  readonly audience?: string;
  /** The e-mail address of an account whose token takes the place of the exchanged one. */
  readonly serviceAccount?: string;
  /** Default `https://www.googleapis.com/auth/cloud-platform`. */
  readonly scope: string;
  /** Default `https://sts.googleapis.com/v1/token`. */
  readonly tokenUrl: string;
  /** Default `https://iamcredentials.googleapis.com`. */
  readonly impersonationOrigin: string;
}
