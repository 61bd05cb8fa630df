import { type Clock, SallyportError } from '@sallyport/core';
import { buildConnector } from 'undici';
import { type AddressKind, addressKind, literalAddress } from '../addresses/address-kind.ts';
import { checkedLookup, type FindAddresses } from '../addresses/checked-lookup.ts';
import type { ConnectionConfig, TlsConfig } from '../config/index.ts';
import { changesOf, readTlsFiles, type TlsMaterial } from './tls-files.ts';

/** How often the files of a connection's `tls` are looked at for a change, at most. */
const LOOK_AGAIN_MS = 60_000;

/** What of a connection says how its provider is reached. */
export type Reached = Pick<ConnectionConfig, 'name' | 'baseUrl' | 'baa' | 'privateNetwork' | 'tls'>;

/** What connecting works with. */
export interface ConnectorOptions {
  readonly clock: Clock;
  /** Finds the addresses of a name. Default: the system. */
  readonly find?: FindAddresses;
}

/**
 * Opens sockets to one connection's provider: TLS 1.2 at least and always verified, to no address that may not be called. Its certificates
 * are read again when their files change; what cannot be used then leaves those before in force. Raises `config_invalid`.
 */
export async function upstreamConnector(
  config: Reached,
  { clock, find }: ConnectorOptions,
): Promise<buildConnector.connector> {
  const { name, tls } = config;
  const mayCall = allowanceOf(config);
  const build = (material: TlsMaterial) =>
    buildConnector({
      ...material,
      minVersion: 'TLSv1.2',
      // Said outright, so that NODE_TLS_REJECT_UNAUTHORIZED=0 changes nothing.
      rejectUnauthorized: true,
      lookup: checkedLookup(mayCall, find),
    });
  const current = tls === undefined ? undefined : await reloaded({ name, tls, clock, build });
  const fixed = build({});
  return (options, done) => {
    const literal = literalAddress(options.hostname);
    if (literal !== undefined && !mayCall(addressKind(literal))) {
      done(new SallyportError('upstream_not_allowed'), null);
      return;
    }
    const named = tls?.serverName === undefined ? options : { ...options, servername: tls.serverName };
    if (current === undefined) fixed(named, done);
    else
      current().then(
        (connect) => connect(named, done),
        (cause: unknown) => done(cause instanceof Error ? cause : new SallyportError('internal'), null),
      );
  };
}

/** Which addresses a connection may call: those of its own network only where it says so, or where its very URL names one. */
function allowanceOf({ baseUrl, baa, privateNetwork }: Reached): (kind: AddressKind) => boolean {
  const literal = literalAddress(new URL(baseUrl).hostname);
  const named = literal === undefined ? undefined : addressKind(literal);
  const own = baa === 'self_hosted';
  return (kind) =>
    kind === 'public' ||
    (kind !== 'forbidden' && (own || named === kind)) ||
    (kind === 'private' && privateNetwork === true);
}

interface Reloading {
  readonly name: string;
  readonly tls: TlsConfig;
  readonly clock: Clock;
  readonly build: (material: TlsMaterial) => buildConnector.connector;
}

async function reloaded({ name, tls, clock, build }: Reloading): Promise<() => Promise<buildConnector.connector>> {
  let changes = await changesOf(tls);
  let connector = build(await readTlsFiles(name, tls));
  let lookedAt = clock.now();
  return async () => {
    if (clock.now() - lookedAt < LOOK_AGAIN_MS) return connector;
    lookedAt = clock.now();
    const now = await changesOf(tls);
    if (now === changes) return connector;
    // A pair that is being replaced may be seen half done: the next look will see it whole.
    const material = await readTlsFiles(name, tls).catch(() => undefined);
    if (material === undefined) return connector;
    changes = now;
    connector = build(material);
    return connector;
  };
}
