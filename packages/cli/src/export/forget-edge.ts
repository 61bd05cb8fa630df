import type { ExportFolder } from './export-folder.ts';

/** A partial tile, or a partial bundle of entries: of a log of one size. */
const PARTIAL = /\.p\/\d{1,3}$/;

/** Takes away what is of a log of one size alone: its partial tiles, its keys and its checkpoints. */
export async function forgetEdge(folder: ExportFolder): Promise<void> {
  for (const path of ['trust.json', 'checkpoint', 'witnessed']) await folder.remove(path);
  for await (const { path } of folder.files()) {
    if (PARTIAL.test(path)) await folder.remove(path.slice(0, path.lastIndexOf('/')));
  }
}
