import { asSallyportError, countByEntity, type Span } from '@sallyport/core';
import { scan } from '@sallyport/phi';
import type { Terminal } from '../terminal.ts';
import { displayName } from './display-name.ts';
import { type Found, findFiles } from './find-files.ts';
import { measureText } from './measure-text.ts';
import { readTextFile, readTextStream } from './read-text.ts';
import type { Scanned } from './scan-tables.ts';
import { snippetsOf } from './snippets.ts';
import { Tally } from './tally.ts';

/** A scanned text, with the name it was found under. */
export interface ScannedFile extends Scanned {
  readonly path: string;
}

/** How texts are scanned, and who hears of it. */
export interface ScanTextsOptions {
  readonly terminal: Terminal;
  /** Whether names may be shown as they are. Default: identifiers in them are replaced. */
  readonly showValues: boolean;
  /** Whether to keep what surrounds the identifiers. */
  readonly keepSnippets: boolean;
  /** Called with each text, one at a time, in order. */
  readonly onText: (scanned: ScannedFile) => Promise<void>;
  /** Called after each file, read or not. */
  readonly onDone: () => void;
}

/**
 * Scans every text the paths stand for; `-` is standard input. One text is held at a time. A file that cannot be read, or
 * whose outcome cannot be written, is counted as refused, and the rest goes on.
 */
export async function scanTexts(paths: readonly string[], options: ScanTextsOptions): Promise<Tally> {
  const tally = new Tally();
  for await (const found of findAll(paths)) {
    if (found.kind === 'passed over') tally.passOver();
    else await scanFound(found, { ...options, tally });
  }
  return tally;
}

/** How many files the paths stand for, readable or not. */
export async function countFiles(paths: readonly string[]): Promise<number> {
  let count = 0;
  for await (const { kind } of findAll(paths)) count += kind === 'passed over' ? 0 : 1;
  return count;
}

async function* findAll(paths: readonly string[]): AsyncGenerator<Found> {
  for (const path of paths) {
    if (path === '-') yield { kind: 'file', path, name: 'standard input' };
    else yield* findFiles(path);
  }
}

async function scanFound(
  found: Exclude<Found, { kind: 'passed over' }>,
  { tally, ...options }: ScanTextsOptions & { readonly tally: Tally },
): Promise<void> {
  const isStdin = found.kind === 'file' && found.path === '-';
  const name = isStdin ? found.name : displayName(found.name, options);
  try {
    if (found.kind === 'refused') throw found.error;
    const text = await (isStdin ? readTextStream(options.terminal.stdin) : readTextFile(found.path));
    const spans = scan(text);
    await options.onText({ path: found.name, name, text, spans });
    tally.add(summarize({ name, text, spans }, options.keepSnippets));
  } catch (cause) {
    const error = asSallyportError(cause);
    tally.refuse({ name, code: error.code, reason: error.message });
  }
  options.onDone();
}

function summarize({ name, text, spans }: { name: string; text: string; spans: readonly Span[] }, keep: boolean) {
  return {
    name,
    ...measureText(text),
    counts: countByEntity(spans),
    snippets: keep ? snippetsOf(text, spans) : [],
  };
}
