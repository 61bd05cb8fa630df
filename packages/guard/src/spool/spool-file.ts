import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Owner } from './owner.ts';

/** `lease`: shows that its owner lives. `events`: a segment. `refused`: events put aside. */
export type SpoolFileKind = 'lease' | 'events' | 'refused';

/** One file of a spool's folder. Its name holds nothing but its owner and a UUID. */
export interface SpoolFile {
  readonly name: string;
  readonly kind: SpoolFileKind;
  readonly owner: Owner;
  /** UUID of the segment or refused file; empty for a lease. */
  readonly id: string;
}

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const NAME = new RegExp(`^([0-9a-f]{16})-(\\d{1,10})-(\\d{1,20})-(${UUID})(?:\\.(${UUID}))?\\.(lease|events|refused)$`);

/** The name of an owner's file. */
export function fileName({ host, pid, started, spool }: Owner, kind: SpoolFileKind, id = ''): string {
  return `${host}-${pid}-${started}-${spool}${id === '' ? '' : `.${id}`}.${kind}`;
}

/** A spool's files in a folder; what else is there, links too, is passed over. */
export async function listFolder(folder: string): Promise<readonly SpoolFile[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isFile() ? (parseName(entry.name) ?? []) : []));
}

/** The size of a file of the folder in bytes, or 0 when it is gone. */
export async function sizeOf(folder: string, name: string): Promise<number> {
  return (await stat(join(folder, name)).catch(() => undefined))?.size ?? 0;
}

function parseName(name: string): SpoolFile | undefined {
  const [, host = '', pid = '', started = '', spool = '', id = '', kind = ''] = NAME.exec(name) ?? [];
  if (host === '' || (id === '') !== (kind === 'lease')) return undefined;
  return { name, kind: kind as SpoolFileKind, owner: { host, pid: Number(pid), started, spool }, id };
}
