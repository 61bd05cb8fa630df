import { MAX_RECEIPT_LEAVES } from '@sallyport/ledger';
import { activity } from './activity.ts';
import { admin } from './admin.ts';
import { connection } from './connection.ts';
import { engines } from './engines.ts';
import { issuer } from './issuer.ts';
import { ledger } from './ledger.ts';
import { notify } from './notify.ts';
import { recording, retention } from './recording.ts';
import { person, reviews } from './reviews.ts';
import { rootKey } from './root-key.ts';
import { samlIssuer } from './saml.ts';
import { metrics, sinks } from './sinks.ts';
import { closed, count, list, NETWORK, text } from './words.ts';

/** The JSON Schema (2020-12) of `sallyport.yaml`. What it cannot say (URLs, references between parts) `checkConfig` does. */
export const CONFIG_SCHEMA = Object.freeze({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://sallyport.dev/schema/config-1.json',
  title: 'sallyport.yaml',
  ...closed(['version', 'publicUrl', 'dataDir', 'issuers', 'connections', 'ledger'], {
    version: { const: 1, description: '1' },
    publicUrl: text('an https URL'),
    listen: closed(
      [],
      {
        host: text('an address to listen on', { default: '127.0.0.1' }),
        port: { type: 'integer', minimum: 0, maximum: 65535, default: 8787, description: 'a port number' },
      },
      { default: {}, description: 'a host and a port' },
    ),
    dataDir: text('a path'),
    rootKeyFile: text('a path'),
    rootKey,
    previousRootKey: rootKey,
    trustedProxies: list('a list of networks', text(NETWORK)),
    issuers: list('a list of issuers', issuer),
    samlIssuers: list('a list of SAML issuers', samlIssuer),
    connections: list('a list of connections', connection),
    policy: { type: 'object', description: 'a policy' },
    policyFile: text('a path'),
    engines,
    admin,
    people: list('a list of people', person),
    reviews,
    notify,
    tempDir: text('a path'),
    limits: closed(
      [],
      {
        bodyBytes: count('bytes', { fallback: 67_108_864, most: 1_073_741_824 }),
        largeBodyBytes: count('bytes', { fallback: 1_048_576, most: 1_073_741_824 }),
        textBytes: count('bytes', { fallback: 1_048_576, most: 67_108_864 }),
        responseBytes: count('bytes', { fallback: 16_777_216, most: 268_435_456 }),
        upstreamTimeoutMs: count('milliseconds', { fallback: 60_000, most: 3_600_000 }),
        concurrentCalls: count('', { fallback: 256, most: 65_536 }),
        concurrentControlCalls: count('', { fallback: 64, most: 65_536 }),
        // No less than one request may hold: that would never pass.
        eventsPerMinute: count('', { fallback: 60_000, least: MAX_RECEIPT_LEAVES, most: 10_000_000 }),
        failuresPerMinute: count('', { fallback: 60, most: 1_000_000 }),
        exchangesPerMinute: count('', { fallback: 60, most: 1_000_000 }),
        exchangesPerMinutePerAddress: count('', { fallback: 600, most: 1_000_000 }),
        depth: count('', { fallback: 64, most: 512 }),
      },
      { default: {}, description: 'a set of limits' },
    ),
    dpop: closed(
      [],
      { nonces: { enum: ['offered', 'required'], default: 'offered', description: 'offered or required' } },
      { default: {}, description: 'a choice about proofs of possession' },
    ),
    recording,
    retention,
    ledger,
    sinks,
    metrics,
    activity,
  }),
});
