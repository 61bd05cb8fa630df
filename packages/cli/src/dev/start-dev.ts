import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Companion, loadConfig, openCompanionStore, startCompanion } from '@sallyport/companion';
import { freePort, type IdentityProvider, startIdentityProvider, type TestUser } from '@sallyport/testkit';
import { type DevProvider, type OwnProvider, startDevProvider } from './start-dev-provider.ts';
import { writeDevConfig } from './write-dev-config.ts';

/** What may be changed about the demo's servers. */
export interface DevOptions {
  /**
   * A provider of one's own: a function that answers requests, such as the fake that the tests of an application have, or the base URL of a
   * server on this machine. It is given what leaves the companion, and its answers are masked and receipted like those of any other.
   * Default: a stand-in that embeds and chats.
   */
  readonly provider?: OwnProvider;
}

/** The demo's servers, running on this machine. */
export interface DevServers {
  /** The companion's base URL. */
  readonly companionUrl: string;
  /** The provider's base URL, and the key that only the companion holds. */
  readonly providerUrl: string;
  readonly providerKey: string;
  /** The environment an application needs. There is no provider key in it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Who can log in to the companion's admin plane, as `admin`. */
  readonly admin: Pick<TestUser, 'subject' | 'password'>;
  /** An access token of the identity provider, for a plain client. */
  accessToken(): Promise<string>;
  /** The bodies the provider has received, as they came over the wire; none of those of a server of one's own. */
  received(): readonly Uint8Array[];
  /** Writes the ledger to a folder, as an auditor gets it. */
  exportLedger(folder: string): Promise<{ readonly size: number }>;
  close(): Promise<void>;
}

const CLIENT = 'notes-app';
const ADMIN_CLIENT = 'sallyport-cli';
const ADMINS = 'admins';

/**
 * Starts the demo's servers on loopback: a real OpenID provider, a stand-in for a model provider that demands a key, and the
 * companion, on an embedded database in a folder that goes away with them. Raises `config_invalid` for a provider on another machine.
 */
export async function startDev({ provider: own }: DevOptions = {}): Promise<DevServers> {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-dev-'));
  const admin = { subject: 'admin', password: randomBytes(9).toString('base64url'), claims: { groups: [ADMINS] } };
  const provider = await startDevProvider(own);
  const [issuer, port] = await Promise.all([
    startIdentityProvider({ clients: [notesApp(), { clientId: ADMIN_CLIENT, signsIn: true }], users: [admin] }),
    freePort(),
  ]);
  const outside = { folder, issuer, provider, admin };
  try {
    const file = await writeDevConfig({
      folder,
      port,
      issuer: issuer.issuer,
      audience: issuer.audience,
      client: CLIENT,
      admin: { client: ADMIN_CLIENT, group: ADMINS },
      providerUrl: provider.url,
    });
    const config = await loadConfig(file);
    const store = await openCompanionStore({ config });
    await store.secrets.put('provider-key', provider.key);
    await store.close();
    return devServers(await startCompanion({ config, log: SILENT }), outside);
  } catch (cause) {
    await closeOutside(outside);
    throw cause;
  }
}

function notesApp() {
  return { clientId: CLIENT, clientSecret: randomBytes(24).toString('base64url') };
}

/** A log that says nothing: the terminal belongs to whoever started the servers. */
const SILENT = Object.freeze({ debug: quiet, info: quiet, warn: quiet, error: quiet });

function quiet(): void {
  // Nothing to say.
}

interface Outside {
  readonly folder: string;
  readonly issuer: IdentityProvider;
  readonly provider: DevProvider;
  readonly admin: Pick<TestUser, 'subject' | 'password'>;
}

function devServers(companion: Companion, outside: Outside): DevServers {
  const { issuer, provider, folder, admin } = outside;
  return {
    companionUrl: companion.url,
    providerUrl: provider.url,
    providerKey: provider.key,
    environment: Object.freeze({
      SALLYPORT_URL: companion.url,
      SALLYPORT_CONNECTION: 'openai',
      SALLYPORT_OIDC_ISSUER: issuer.issuer,
      SALLYPORT_OIDC_CLIENT_ID: issuer.clientId,
      SALLYPORT_OIDC_CLIENT_SECRET: issuer.clientSecret,
      SALLYPORT_SPOOL: join(folder, 'spool'),
    }),
    admin,
    accessToken: () => issuer.issueToken({ subject: CLIENT, expiresIn: 3600 }),
    received: () => provider.requests.map(({ body }) => body),
    exportLedger: (target) => companion.ledger.exportTo(target),
    close: async () => {
      await companion.close();
      await closeOutside(outside);
    },
  };
}

async function closeOutside({ folder, issuer, provider }: Omit<Outside, 'admin'>): Promise<void> {
  await Promise.all([issuer.close(), provider.close()]);
  await rm(folder, { recursive: true, force: true });
}
