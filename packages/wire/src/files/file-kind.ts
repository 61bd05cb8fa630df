import { SallyportError } from '@sallyport/core';
import { scanJson } from '../json/scan-json.ts';
import { type FileKind, kindOfExtension } from './file-extension.ts';
import { kindOfType } from './file-type.ts';

/** What is known of a file before it is read. */
export interface FileClaims {
  /** Its whole name, where it has one. */
  readonly name?: string;
  readonly contentType?: string | undefined;
}

/** Text that tells nothing to a scanner. */
const SILENT = { open: () => undefined, close: () => undefined, key: () => undefined, scalar: () => undefined };

const ANY_EXTENSION = /\.[A-Za-z0-9]{1,8}$/;

/**
 * How to read a file: by its extension, else its type, else its text. Throws `input_unreadable` where its type is not that of
 * a text, or nothing is known but an extension that is none of a text.
 */
export function kindOfFile({ name = '', contentType }: FileClaims, head: string): FileKind {
  const byType = kindOfType(contentType);
  const [extension] = ANY_EXTENSION.exec(name) ?? [];
  const byName = extension === undefined ? 'unsaid' : kindOfExtension(extension);
  if (byType === undefined || (byType === 'unsaid' && byName === undefined))
    throw new SallyportError('input_unreadable');
  if (byName !== undefined && byName !== 'unsaid') return byName;
  return byType === 'unsaid' ? kindOfText(head) : byType;
}

/** How to read a text by its beginning: as lines of JSON where the first line is JSON, or goes on behind the beginning. */
export function kindOfText(head: string): FileKind {
  const start = head.replace(/^\ufeff/, '').trimStart();
  if (!(start.startsWith('{') || start.startsWith('['))) return 'text';
  const end = start.indexOf('\n');
  if (end < 0) return 'lines';
  return scanJson(start.slice(0, end), { sink: SILENT, maxDepth: 64 }) === undefined ? 'lines' : 'json';
}
