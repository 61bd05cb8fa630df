import type { Credentials } from '@aws-sdk/client-sts';
import { SallyportError } from '@sallyport/core';
import type { AwsFederationConfig } from '../config/index.ts';
import type { IdentityToken } from '../federation/index.ts';
import { awsStsHandler } from './aws-sts-handler.ts';
import { checkedToken } from './read-token.ts';
import type { AwsKeys } from './renewable.ts';
import type { Lived, Obtain } from './short-lived.ts';

/** AWS keys for a role: AssumeRoleWithWebIdentity by the official client. The request carries the companion's token and no signature. */
export function awsWebIdentity(parts: {
  readonly config: AwsFederationConfig;
  readonly sessionName: string;
  readonly identityToken: IdentityToken;
}): Obtain<AwsKeys> {
  const { config, sessionName, identityToken } = parts;
  return async ({ signal }) => {
    // Loaded when first needed: a companion without it does not pay for it.
    const { AssumeRoleWithWebIdentityCommand, STSClient } = await import('@aws-sdk/client-sts');
    const client = new STSClient({
      region: config.region,
      maxAttempts: 1,
      requestHandler: awsStsHandler(signal),
      ...(config.stsUrl === undefined ? {} : { endpoint: config.stsUrl }),
    });
    const asked = new AssumeRoleWithWebIdentityCommand({
      RoleArn: config.roleArn,
      RoleSessionName: sessionName,
      WebIdentityToken: await identityToken(),
      DurationSeconds: config.durationSeconds,
    });
    const { Credentials: given } = await client.send(asked);
    return readKeys(given);
  };
}

/** Raises `credential_unavailable` where a part is missing. */
function readKeys(given: Credentials | undefined): Lived<AwsKeys> {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = given ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || Expiration === undefined) {
    throw new SallyportError('credential_unavailable');
  }
  return {
    value: Object.freeze({
      accessKeyId: checkedToken(AccessKeyId),
      secretAccessKey: SecretAccessKey,
      sessionToken: checkedToken(SessionToken),
    }),
    expiresAt: Expiration.getTime(),
  };
}
