import { JsonScanner, type ScanOptions } from './json-scanner.ts';
import type { JsonFault } from './json-sink.ts';

/** Scans a whole text. Gives the first fault, or `undefined` when the text is one JSON value. A sink may throw. */
export function scanJson(source: string, options: ScanOptions): JsonFault | undefined {
  return new JsonScanner(options).scan(source, true);
}
