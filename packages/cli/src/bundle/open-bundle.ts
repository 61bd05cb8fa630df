import { stat } from 'node:fs/promises';
import { openFolderBundle } from './folder-bundle.ts';
import type { KeptBundle } from './kept-bundle.ts';
import { openZipBundle } from './zip-bundle.ts';

/** Opens a bundle: a folder, or else a ZIP archive. Raises `bundle_unreadable`, and the system's error for what is not there. */
export async function openBundle(place: string): Promise<KeptBundle> {
  return (await stat(place)).isDirectory() ? openFolderBundle(place) : openZipBundle(place);
}
