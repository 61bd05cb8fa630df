export type { Call, HeaderRecord, Reply } from './call.ts';
export { DEFAULT_DETECT, DEFAULT_POLICY } from './defaults.ts';
export type {
  Admitted,
  Answered,
  Classified,
  Decided,
  Detected,
  Identified,
  Intended,
  Masked,
  Received,
  Session,
  Transformed,
} from './exchange.ts';
export type { Detect, DetectorInput, Door, Journal, Outcome, Refused } from './ports.ts';
export { runCall } from './run-call.ts';
