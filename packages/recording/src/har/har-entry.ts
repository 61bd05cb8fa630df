import { SallyportError } from '@sallyport/core';
import { bodyBytes } from '../frames/body-pieces.ts';
import type { AnswerFrame, BodyFrame, Frame, HeaderFrame, RequestFrame } from '../frames/frame.ts';
import { HarBody } from './har-body.ts';
import { harRequest, harResponse, harTimes, mediaTypeOf } from './har-members.ts';

/** Whose body comes next; nothing does before the request, and after the end. */
type Stage = 'header' | BodyFrame['of'] | 'ended';

/** Writes the entry of a HAR while frames come. Raises `recording_corrupt` where they come out of order. */
export class HarEntry {
  #header: HeaderFrame | undefined;
  #stage: Stage = 'header';
  #body = new HarBody('encoding');
  #answeredAt: number | undefined;
  #endedAt = 0;
  #error: string | undefined = 'cut';

  /** What can be written once this frame has come. */
  add(frame: Frame): string {
    if ('at' in frame) this.#endedAt = Math.max(this.#endedAt, frame.at);
    switch (frame.type) {
      case 'header':
        this.#header = frame;
        return '';
      case 'request':
        return this.#beginRequest(frame);
      case 'body':
        if (frame.of !== this.#stage) throw new SallyportError('recording_corrupt');
        return this.#body.add(bodyBytes(frame));
      case 'answer':
        this.#answeredAt = frame.at;
        return this.#endRequest() + this.#beginAnswer(frame);
      case 'end':
        this.#error = frame.error;
        return '';
    }
  }

  /** What is left to write. A recording without its request has no entry. */
  end(): string {
    if (this.#header === undefined || this.#stage === 'header') return '';
    const unanswered = this.#stage === 'request' ? this.#endRequest() + this.#beginAnswer(undefined) : '';
    const body = this.#body.end();
    const sizes = `"size":${this.#body.size}},"bodySize":${this.#body.size}}`;
    const times = harTimes(this.#header, { answeredAt: this.#answeredAt, endedAt: this.#endedAt });
    const comment = this.#error === undefined ? {} : { comment: this.#error };
    this.#stage = 'ended';
    return `${unanswered}${body}${body && ','}${sizes},${JSON.stringify({ ...times, ...comment }).slice(1)}`;
  }

  #beginRequest(request: RequestFrame): string {
    if (this.#header === undefined || this.#stage !== 'header') throw new SallyportError('recording_corrupt');
    this.#stage = 'request';
    const mimeType = JSON.stringify(mediaTypeOf(request.headers));
    // HAR 1.2 knows no encoding of what was posted: the member is one of ours, which begin with an underscore.
    this.#body = new HarBody('_encoding', { before: `,"postData":{"mimeType":${mimeType},`, after: '}' });
    return `{"request":${opened(harRequest(request, this.#header))}`;
  }

  #endRequest(): string {
    if (this.#stage !== 'request') throw new SallyportError('recording_corrupt');
    return `${this.#body.end()},"bodySize":${this.#body.size}},"response":`;
  }

  #beginAnswer(answer: AnswerFrame | undefined): string {
    this.#stage = 'answer';
    this.#body = new HarBody('encoding');
    const mimeType = JSON.stringify(mediaTypeOf(answer?.headers));
    return `${opened(harResponse(answer))},"content":{"mimeType":${mimeType},`;
  }
}

/** An object in JSON that more members can follow. */
function opened(value: object): string {
  return JSON.stringify(value).slice(0, -1);
}
