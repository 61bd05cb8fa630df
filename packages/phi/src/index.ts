export { randomSubject } from './keyed/subject-key.ts';
export { RESTRICTED_ZIPS } from './operators/generalize/restricted-zips.ts';
export type { TransformOptions } from './operators/operator-context.ts';
export type { Recognizer } from './recognizer.ts';
export type { Sensitivity } from './recognizers/tagged.ts';
export { redact } from './redact.ts';
export { DEFAULT_RECOGNIZERS, FORMAL_RECOGNIZERS, recognizersAt } from './registry.ts';
export { type ScanOptions, scan } from './scan.ts';
export { type Transformed, transform } from './transform.ts';
