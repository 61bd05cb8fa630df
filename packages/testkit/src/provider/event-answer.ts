import type { Answer } from './answer.ts';

/** One server-sent event. */
export interface SentEvent {
  readonly event?: string;
  readonly data: unknown;
}

/** An answer in events (WHATWG HTML §9.2), with `[DONE]` at the end where the API has it. */
export function eventAnswer(events: readonly SentEvent[], { done }: { readonly done: boolean }): Answer {
  const pieces = events.map(({ event, data }) => {
    const name = event === undefined ? '' : `event: ${event}\n`;
    return `${name}data: ${JSON.stringify(data)}\n\n`;
  });
  const all = done ? [...pieces, 'data: [DONE]\n\n'] : pieces;
  const headers = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' };
  return { status: 200, headers, body: all.join(''), pieces: all };
}

/** Cuts a text into pieces of so many UTF-16 code units, between characters. */
export function cutText(text: string, length: number): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const character of text) {
    piece += character;
    if (piece.length < length) continue;
    pieces.push(piece);
    piece = '';
  }
  return piece === '' ? pieces : [...pieces, piece];
}
