export { randomSubject } from '@sallyport/phi';
export { type Policy, type PolicySlice, readSlice } from '@sallyport/policy';
export { type AnswerStream, chunksOf } from './answer/answer-stream.ts';
export { committed } from './answer/committed.ts';
export { isEventStream } from './answer/is-event-stream.ts';
export { afterReply } from './answer/when-ended.ts';
export type { Call, HeaderRecord, Reply } from './call.ts';
export { COMPILED_POLICIES, DEFAULT_DETECT, DEFAULT_POLICY } from './defaults.ts';
export type {
  Admitted,
  Answered,
  Approval,
  Classified,
  Decided,
  Detected,
  Identification,
  Identified,
  Intended,
  Masked,
  Received,
  Reviewed,
  Session,
  SignedIntent,
  Transformed,
} from './exchange.ts';
export { commit, newSalt, RunningCommitment, SALT_BYTES } from './payload/commitment.ts';
export { type HeldPayload, heldPayload, type Payload } from './payload/payload.ts';
export { receivePayload } from './payload/receive-payload.ts';
export { Scratch, type ScratchOptions } from './payload/scratch.ts';
export {
  type Detect,
  type DetectorInput,
  type Door,
  type Journal,
  type Limits,
  type Outcome,
  type Recorder,
  type Refused,
  type Reviews,
  type RunningRecording,
  STAGES,
  type Stage,
  type Taken,
  type Use,
} from './ports.ts';
export { rememberSpans } from './remember-spans.ts';
export { runCall } from './run-call.ts';
export { type BodyFacts, type BodyInspection, inspectBody } from './stages/inspect-body.ts';
export { BYTES_PER_TOKEN } from './usage/token-meter.ts';
export { type Engine, type EngineFailure, type EnginesOptions, withEngines } from './with-engines.ts';
