export { bodyFrames, FRAME_BYTES } from './frames/body-frames.ts';
export { type BodyPiece, bodyBytes, bodyPieces } from './frames/body-pieces.ts';
export type { AnswerFrame, BodyFrame, EndFrame, Frame, HeaderFrame, RequestFrame } from './frames/frame.ts';
export { readFrame } from './frames/read-frame.ts';
export { toHar } from './har/to-har.ts';
export { openOriginals } from './originals/open-originals.ts';
export { ORIGINALS_LINE_BYTES, type OriginalsLine } from './originals/originals-line.ts';
export { readOriginals } from './originals/read-originals.ts';
export { type SealOptions, sealOriginals } from './originals/seal-originals.ts';
export { type AnswerDiff, DIFF_BYTES, diffAnswers } from './replay/diff-answers.ts';
export type { DiffLine } from './replay/diff-line.ts';
export { type TimedFrame, type TimelineOptions, timeline } from './replay/timeline.ts';
export { type Compression, WEB_COMPRESSION } from './segments/compression.ts';
export { readRecording } from './segments/read-recording.ts';
export {
  type Digested,
  digestNext,
  NOTHING_DIGESTED,
  type RecordingDigest,
  recordingDigest,
} from './segments/recording-digest.ts';
export { RecordingWriter, type RecordingWriterOptions } from './segments/recording-writer.ts';
export { SEGMENT_BYTES, type Segment, type SegmentSink } from './segments/segment.ts';
export { KEY_BYTES as RECORDING_KEY_BYTES, type SegmentCipherOptions } from './segments/segment-cipher.ts';
export { type SegmentCrypto, type SegmentSeal, WEB_SEGMENT_CRYPTO } from './segments/segment-crypto.ts';
