import { utf8 } from '@sallyport/core';
import { run, singleBytes, ToyJudge } from '../events/events.test-support.ts';
import type { EventShapes } from './event-shapes.ts';

/** One event as a provider sends it. */
export interface SentEvent {
  readonly event?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Every place where a text of this length may be cut in two. */
export function cuts(length: number): readonly number[] {
  return Array.from({ length: length + 1 }, (_, at) => at);
}

/** The bytes of events. */
export function bytesOfEvents(events: readonly SentEvent[]): Uint8Array {
  const lines = events.map(({ event, data }) => {
    const name = event === undefined ? '' : `event: ${event}\n`;
    return `${name}data: ${JSON.stringify(data)}\n\n`;
  });
  return utf8(lines.join(''));
}

/** The events in a text. */
export function eventsIn(text: string): readonly SentEvent[] {
  return text
    .split('\n\n')
    .filter((block) => block !== '')
    .map((block) => {
      const [, event] = /^event: (.*)$/m.exec(block) ?? [];
      const [, data = '{}'] = /^data: (.*)$/m.exec(block) ?? [];
      const read = { data: JSON.parse(data) as SentEvent['data'] };
      return event === undefined ? read : { event, ...read };
    });
}

/** What becomes of an answer in events, byte by byte, where the names of a list are masked; or the code of what ends it. */
export async function maskedBy(shapes: EventShapes, body: Uint8Array, judge = new ToyJudge()): Promise<string> {
  const { text, code } = await run(body, { shapes, chunks: singleBytes(body), judge: judge.judge });
  return code ?? text;
}
