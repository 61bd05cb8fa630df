import { type Clock, isSallyportError, SallyportError } from '@sallyport/core';
import { type OpenBucket, openBucket } from '../bucket/index.ts';
import type { BucketConfig, Config } from '../config/index.ts';
import {
  type AwsKeys,
  awsWebIdentity,
  type Renewable,
  readAwsKeys,
  SealedKeys,
  ShortLived,
} from '../credentials/index.ts';
import { type FederationIssuer, identityToken } from '../federation/index.ts';
import type { Log } from '../log/index.ts';
import type { SecretStore } from '../secrets/index.ts';

/** What the bucket of recordings is opened with. */
export interface BucketStoreParts {
  readonly config: Pick<Config, 'recording'>;
  readonly secrets: SecretStore;
  /** Signs the companion's own tokens. */
  readonly issuer: FederationIssuer;
  readonly clock: Clock;
  readonly log: Pick<Log, 'warn'>;
}

const AWS_AUDIENCE = 'sts.amazonaws.com';
const OWN_NAME = 'sallyport-recordings';

/**
 * Opens and tries the bucket that recordings are kept in; `undefined` where they are in the database. Raises `config_invalid`,
 * `recording_unavailable`, `recording_locked`, each with what is wrong in words.
 */
export async function openBucketStore(parts: BucketStoreParts): Promise<OpenBucket | undefined> {
  const { store } = parts.config.recording;
  if (typeof store === 'string') return undefined;
  const { bucket: config } = store;
  const keys = await openKeys(config, parts);
  const onFault = (bucket: string) => parts.log.warn('recordings store failed', { bucket });
  return openBucket({ config, clock: parts.clock, onFault, ...(keys === undefined ? {} : { keys }) });
}

/** `undefined` where AWS clients find their own. */
async function openKeys(
  { credentials, region }: BucketConfig,
  { secrets, issuer, clock, log }: BucketStoreParts,
): Promise<Renewable<AwsKeys> | undefined> {
  if (credentials === undefined) return undefined;
  if ('secret' in credentials) return sealedKeys(credentials.secret, { secrets, clock });
  const { webIdentity } = credentials;
  const { audience = AWS_AUDIENCE, subject = `sallyport:${OWN_NAME}` } = webIdentity;
  const token = identityToken(issuer, { audience, subject });
  const source = awsWebIdentity({ config: { ...webIdentity, region }, sessionName: OWN_NAME, identityToken: token });
  const onFailure = () => log.warn('recordings store failed', { code: 'credential_unavailable' });
  return new ShortLived(source, { clock, onFailure });
}

/** Reads the secret once, so that one that is missing or holds no keys is known at the start. */
async function sealedKeys(name: string, { secrets, clock }: Pick<BucketStoreParts, 'secrets' | 'clock'>) {
  const refuse = (what: string) =>
    new SallyportError('config_invalid', { place: `recording/store/bucket/credentials: ${what}` });
  const versions = async () => (await secrets.versions(name)).map(({ value }) => value);
  const [newest] = await versions();
  if (newest === undefined) throw refuse('no secret of this name is sealed');
  try {
    readAwsKeys(newest);
  } catch (cause) {
    throw isSallyportError(cause) ? refuse('the sealed secret does not hold AWS keys') : cause;
  }
  return new SealedKeys({ versions, parse: readAwsKeys, clock });
}
