import type { ConnectionConfig } from '../config/index.ts';
import { openDispatcher } from '../upstream/open-dispatcher.ts';
import type { Upstream } from '../upstream/send-upstream.ts';
import { type CredentialParts, openCredential } from './connection-credential.ts';

/** How the provider of each connection is reached. */
export interface Upstreams {
  /** By the connection's name. */
  readonly upstreams: ReadonlyMap<string, Upstream>;
  /** Waits for what is in flight, and closes all sockets and credentials. */
  close(): Promise<void>;
}

/** What upstreams are opened with. */
export interface UpstreamsParts extends CredentialParts {
  /** Sockets to one provider. */
  readonly concurrentCalls: number;
}

/**
 * Opens the credential and the sockets of each connection before any call, so that a secret, or a certificate, that is missing is known
 * then. A security token service that cannot be reached is not: its connection's calls are refused until it can. Raises `config_invalid`
 * and closes what it had opened.
 */
export async function openUpstreams(
  connections: Iterable<ConnectionConfig>,
  parts: UpstreamsParts,
): Promise<Upstreams> {
  const upstreams = new Map<string, Upstream>();
  const close = async () => {
    await Promise.all([...upstreams.values()].map(({ dispatcher }) => dispatcher.close()));
    await Promise.all([...upstreams.values()].map(({ credential }) => credential.close?.()));
  };
  try {
    for (const one of connections) upstreams.set(one.name, await openUpstream(one, parts));
  } catch (cause) {
    await close();
    throw cause;
  }
  return { upstreams, close };
}

async function openUpstream(config: ConnectionConfig, parts: UpstreamsParts): Promise<Upstream> {
  const { clock, concurrentCalls } = parts;
  const dispatcher = await openDispatcher(config, { clock, connections: concurrentCalls });
  try {
    return { config, dispatcher, credential: await openCredential(config, parts) };
  } catch (cause) {
    await dispatcher.close();
    throw cause;
  }
}
