import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startIdentityProvider, startPostgres } from '@sallyport/testkit';
import type { GrantSource } from '../companion/authorise.ts';
import { OUT } from '../out.ts';
import type { Closing } from '../process/closing.ts';
import { type Child, startChild } from '../process/start-child.ts';
import { CONNECTION } from './companion-config.ts';
import type { CompanionProcess } from './companion-process.ts';

/** What the companion keeps its ledger in. */
export type DatabaseKind = 'postgresql' | 'pglite';

/** A companion with everything on, and what it needs around it. */
export interface Ours {
  readonly process: Child<CompanionProcess>;
  /** The base URL that a client uses. */
  readonly url: string;
  /** What the database says of its durability. */
  readonly durability: Readonly<Record<string, string>>;
  /** A folder that goes away at the end. */
  readonly folder: string;
  /** How to get a grant, with a fresh token of the identity provider. */
  grant(): Promise<GrantSource>;
  /** Fresh tokens of the identity provider, of one subject. */
  tokens(count: number): Promise<readonly string[]>;
}

/** What to start ours with. */
export interface OursOptions {
  readonly database: DatabaseKind;
  /** The base URL of the provider. */
  readonly providerUrl: string;
  readonly closing: Closing;
}

/** Starts the companion in a process of its own, with a real identity provider, and PostgreSQL or the embedded database. */
export async function startOurs({ database, providerUrl, closing }: OursOptions): Promise<Ours> {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-bench-'));
  closing.add(() => rm(folder, { recursive: true, force: true }));
  const identityProvider = await startIdentityProvider();
  closing.add(() => identityProvider.close());
  const { issuer, audience } = identityProvider;
  const place = await openPlace(database, closing);
  const child = await startChild<CompanionProcess>(new URL('./companion-process.ts', import.meta.url), {
    logFile: join(OUT, 'companion.log'),
  });
  closing.add(() => child.stop());
  const setup = { folder, port: await freePort(), issuer, audience, providerUrl, ...place };
  const { url, durability } = await child.ask('start', setup);
  closing.add(() => child.ask('close'));
  const grant = async (): Promise<GrantSource> => {
    const subjectToken = await identityProvider.issueToken({ subject: 'notes-app' });
    return { companion: url, connection: CONNECTION, subjectToken };
  };
  const tokens = (count: number) =>
    Promise.all(Array.from({ length: count }, () => identityProvider.issueToken({ subject: 'notes-app' })));
  return { process: child, url: `${url}/c/${CONNECTION}/v1`, durability, folder, grant, tokens };
}

async function openPlace(database: DatabaseKind, closing: Closing): Promise<{ readonly databaseUrl?: string }> {
  if (database === 'pglite') return {};
  const postgres = await startPostgres();
  closing.add(() => postgres.stop());
  return { databaseUrl: await postgres.createDatabase() };
}
