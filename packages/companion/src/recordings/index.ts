export type { CutRecording } from './cut-recording.ts';
export { databaseStore } from './database-segments.ts';
export { openRecordings, type Recordings } from './open-recordings.ts';
export type { ReceiveOriginal } from './receive-original.ts';
export type { RecordingChange } from './recording-change.ts';
export type { Retention } from './retention.ts';
export type { PartKind, PartPlace, SegmentStore } from './segment-store.ts';
export type { SessionRecorder } from './session-recorder.ts';
