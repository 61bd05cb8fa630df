import { describe, expect, it } from 'vitest';
import { bytesOfEvents, cuts, eventsIn, maskedBy } from '../provider-events.test-support.ts';
import { MESSAGE_EVENTS } from './message-events.ts';

const NAME = 'Alma Fernhollow';
const SAID = `It was ${NAME} who came, with ${NAME}.`;
const MASKED = 'It was ["NAME"] who came, with ["NAME"].';

const event = (type: string, rest: object) => ({ event: type, data: { type, ...rest } });
const begin = (index: number, content_block: object) => event('content_block_start', { index, content_block });
const delta = (index: number, what: object) => event('content_block_delta', { index, delta: what });
const stop = (index: number) => event('content_block_stop', { index });

/** What a client puts together of the blocks. */
function blocksOf(events: readonly { readonly data: Readonly<Record<string, unknown>> }[]) {
  const blocks: { text: string; json: string }[] = [];
  for (const { data } of events) {
    const {
      index,
      content_block: block,
      delta: came,
    } = data as {
      readonly index?: number;
      readonly content_block?: { readonly text?: string; readonly thinking?: string };
      readonly delta?: { readonly text?: string; readonly thinking?: string; readonly partial_json?: string };
    };
    if (index === undefined) continue;
    const at = blocks[index] ?? { text: '', json: '' };
    blocks[index] = at;
    at.text += block?.text ?? block?.thinking ?? '';
    at.text += came?.text ?? came?.thinking ?? '';
    at.json += came?.partial_json ?? '';
  }
  return blocks;
}

describe('the events of a message', () => {
  it.each(cuts(SAID.length))('hold a text that begins in its block’s first event, cut at %d', async (at) => {
    const events = [
      begin(0, { type: 'text', text: SAID.slice(0, at) }),
      delta(0, { type: 'text_delta', text: SAID.slice(at) }),
      stop(0),
      event('message_stop', {}),
    ];
    const given = await maskedBy(MESSAGE_EVENTS, bytesOfEvents(events));
    expect(given).not.toMatch(/Alma|Fernhollow/);
    expect(blocksOf(eventsIn(given))[0]?.text).toBe(MASKED);
  });

  it.each([1, 2, 5, 11])('keep thoughts, texts and arguments of each block apart, in pieces of %d', async (length) => {
    const json = JSON.stringify({ who: NAME, of: [SAID] });
    const pieces = (text: string) => text.match(new RegExp(`.{1,${length}}`, 'gs')) ?? [];
    const events = [
      begin(0, { type: 'thinking', thinking: '', signature: '' }),
      ...pieces(SAID).map((thinking) => delta(0, { type: 'thinking_delta', thinking })),
      stop(0),
      begin(1, { type: 'text', text: '' }),
      event('ping', {}),
      ...pieces(SAID).map((text) => delta(1, { type: 'text_delta', text })),
      delta(1, {
        type: 'citations_delta',
        citation: { type: 'char_location', cited_text: SAID, document_title: NAME },
      }),
      stop(1),
      begin(2, { type: 'tool_use', id: 'toolu_1', name: 'find', input: {} }),
      ...pieces(json).map((partial_json) => delta(2, { type: 'input_json_delta', partial_json })),
      stop(2),
      event('message_stop', {}),
    ];
    const given = await maskedBy(MESSAGE_EVENTS, bytesOfEvents(events));
    expect(given).not.toMatch(/Alma|Fernhollow/);
    const read = eventsIn(given);
    expect(read.map(({ event: name }) => name)).toEqual(events.map(({ event: name }) => name));
    const [thought, text, call] = blocksOf(read);
    expect([thought?.text, text?.text]).toEqual([MASKED, MASKED]);
    expect(JSON.parse(call?.json ?? '')).toEqual({ who: '["NAME"]', of: [MASKED] });
  });

  it('hold pieces of kinds that no one has named, and errors', async () => {
    const events = [
      delta(0, { type: 'dream_delta', dream: 'It was Alma Fern' }),
      delta(0, { type: 'dream_delta', dream: 'hollow.' }),
      event('error', { error: { type: 'overloaded_error', message: SAID } }),
    ];
    const given = await maskedBy(MESSAGE_EVENTS, bytesOfEvents(events));
    expect(given).not.toMatch(/Alma|Fernhollow|hollow/);
    expect(given).toContain('overloaded_error');
  });
});
