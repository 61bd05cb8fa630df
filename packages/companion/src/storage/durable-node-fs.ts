import { fdatasyncSync } from 'node:fs';
import type { PGlite, postgresMod } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

const EIO = 29;
const WAL_FILE = /[\\/]pg_wal[\\/]/;

/** What this file uses of Emscripten's NODEFS. */
interface NodeFsModule {
  readonly FS: { readonly ErrnoError: new (errno: number) => Error };
  readonly NODEFS: {
    readonly stream_ops: { fsync?: (stream: { readonly nfd: number; readonly node: unknown }) => number };
    realPath(node: unknown): string;
  };
}

type InitOptions = Parameters<NodeFS['init']>[1];

/**
 * PGlite's file system on a folder, with the `fsync` that PGlite leaves out: as shipped a commit is never flushed, and a power
 * cut loses it.
 */
export class DurableNodeFs extends NodeFS {
  #walSyncs = 0;

  /** How many times a file of the write-ahead log was flushed to disk. */
  get walSyncs(): number {
    return this.#walSyncs;
  }

  override async init(pg: PGlite, options: InitOptions): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pg, options);
    const install = (module: postgresMod.PostgresMod) => this.#install(module as unknown as NodeFsModule);
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), install] } };
  }

  #install({ FS, NODEFS }: NodeFsModule): void {
    NODEFS.stream_ops.fsync = ({ nfd, node }) => {
      try {
        fdatasyncSync(nfd);
      } catch {
        // PostgreSQL panics on this, so nothing is acknowledged that may not be on disk.
        throw new FS.ErrnoError(EIO);
      }
      if (WAL_FILE.test(NODEFS.realPath(node))) this.#walSyncs++;
      return 0;
    };
  }
}
