import { piecesOf } from './event-pieces.ts';

/** The longest event that is read. */
const MAX_EVENT_LENGTH = 1_048_576;

/** Reads an event stream (WHATWG HTML §9.2) as it comes, and gives the text that its events add to what a model says. */
export class EventText {
  /** The line that has not ended yet. */
  #line: string[] = [];
  #data: string[] = [];
  /** Of the event, with that line. */
  #length = 0;
  #carriage = false;

  /** The text in what came; that of an event once its empty line is there. */
  add(given: string): string {
    const text = (this.#carriage ? '\r' : '') + given;
    // Whether it is half of a line's end is known by what comes next.
    this.#carriage = text.endsWith('\r');
    const lines = (this.#carriage ? text.slice(0, -1) : text).split(/\r\n|\n|\r/);
    const unfinished = lines.pop() ?? '';
    let pieces = '';
    for (const line of lines) {
      this.#hold(line);
      pieces += this.#endLine();
    }
    this.#hold(unfinished);
    return pieces;
  }

  /** A longer event is passed over rather than kept. */
  #hold(part: string): void {
    this.#length += part.length;
    if (this.#length <= MAX_EVENT_LENGTH) this.#line.push(part);
  }

  #endLine(): string {
    const line = this.#line.join('');
    this.#line = [];
    if (line === '') return this.#dispatch();
    if (line.startsWith('data:')) this.#data.push(line.slice(line[5] === ' ' ? 6 : 5));
    return '';
  }

  #dispatch(): string {
    const data = this.#length > MAX_EVENT_LENGTH ? '' : this.#data.join('\n');
    this.#data = [];
    this.#length = 0;
    try {
      return data === '' || data === '[DONE]' ? '' : piecesOf(JSON.parse(data)).join('');
    } catch {
      return `${data}\n`;
    }
  }
}
