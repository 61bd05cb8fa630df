import { createHash } from 'node:crypto';
import { SallyportError } from '@sallyport/core';
import { type AnswerFrame, bodyBytes, type EndFrame, type HeaderFrame, type RequestFrame } from '@sallyport/recording';
import type { Spool } from './spool.ts';

/** A recording that answers requests: what it is asked by, and how it ends. */
export interface ServedRecording {
  readonly spool: Spool;
  readonly header: HeaderFrame;
  readonly request: RequestFrame;
  /** SHA-256 of the request's body, in hexadecimal. */
  readonly bodyHash: string;
  /** Absent where the call failed before there was one. */
  readonly answer?: AnswerFrame;
  readonly answerBytes: number;
  /** Absent where the recording was cut. */
  readonly end?: EndFrame;
}

/** Reads a recording through once, to know what it answers. Raises `recording_corrupt` for one without a request. */
export async function readServed(spool: Spool): Promise<ServedRecording> {
  const hash = createHash('sha256');
  const heads: Partial<Pick<ServedRecording, 'header' | 'request' | 'answer' | 'end'>>[] = [];
  let answerBytes = 0;
  for await (const frame of spool.frames()) {
    if (frame.type !== 'body') heads.push({ [frame.type]: frame });
    else if (frame.of === 'request') hash.update(bodyBytes(frame));
    else answerBytes += bodyBytes(frame).length;
  }
  const { header, request, ...rest } = Object.assign({}, ...heads) as Partial<ServedRecording>;
  if (header === undefined || request === undefined || heads.length > 4) throw new SallyportError('recording_corrupt');
  return Object.freeze({ ...rest, spool, header, request, bodyHash: hash.digest('hex'), answerBytes });
}
