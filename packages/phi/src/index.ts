export { readClaims } from './claim.ts';
export type { Engine } from './engine.ts';
export { mergeSpans } from './merge.ts';
export type { Recognizer } from './recognizer.ts';
export { redact } from './redact.ts';
export { DEFAULT_RECOGNIZERS, FORMAL_RECOGNIZERS } from './registry.ts';
export { type ScanOptions, scan } from './scan.ts';
export { type Transformed, transform } from './transform.ts';
