import { type BodyFrame, bodyBytes } from '@sallyport/recording';
import { visibleText } from '../scan/visible-text.ts';
import { EventText } from './event-text.ts';

const TEXT_TYPE = /^(?:text\/|application\/(?:[a-z0-9.+-]*\+)?(?:json|xml|x-ndjson|x-www-form-urlencoded)\b)/i;
const EVENT_STREAM = /^text\/event-stream\b/i;
const RULE = '│ ';

/** A body on the terminal, as it comes: behind a rule on each line, so that nothing in it can look like ours. */
export class BodyView {
  readonly #decoder = new TextDecoder();
  readonly #events: EventText | undefined;
  readonly #isText: boolean;
  #bytes = 0;
  #atStart = true;
  #carriage = false;

  /** @param contentType - of the body; `raw` shows the events of a stream as they are */
  constructor(contentType: string, { raw }: { readonly raw: boolean }) {
    this.#isText = contentType === '' || TEXT_TYPE.test(contentType);
    this.#events = EVENT_STREAM.test(contentType) && !raw ? new EventText() : undefined;
  }

  /** What a piece of the body shows. */
  add(frame: BodyFrame): string {
    const bytes = bodyBytes(frame);
    this.#bytes += bytes.length;
    if (!this.#isText) return '';
    const text = this.#decoder.decode(bytes, { stream: true });
    return this.#ruled(this.#events === undefined ? text : this.#events.add(text));
  }

  /** What is left to show, and the end of the last line. */
  end(): string {
    if (!this.#isText) return this.#bytes === 0 ? '' : `${RULE}(${this.#bytes} bytes that are no text)\n`;
    const rest = this.#ruled(this.#decoder.decode() + (this.#carriage ? '\n' : ''));
    return this.#atStart ? rest : `${rest}\n`;
  }

  #ruled(given: string): string {
    const text = (this.#carriage ? '\r' : '') + given;
    // Whether it is half of a line's end is known by what comes next.
    this.#carriage = text.endsWith('\r');
    let ruled = '';
    for (const part of visibleText(this.#carriage ? text.slice(0, -1) : text).split(/(?<=\n)/)) {
      if (part === '') continue;
      ruled += (this.#atStart ? RULE : '') + part;
      this.#atStart = part.endsWith('\n');
    }
    return ruled;
  }
}
