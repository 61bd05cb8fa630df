import { describe, expect, it } from 'vitest';
import { ToyJudge } from '../../events/events.test-support.ts';
import { bytesOfEvents, cuts, eventsIn, maskedBy } from '../provider-events.test-support.ts';
import { GENERATE_EVENTS } from './generate-response.ts';

const NAME = 'Alma Fernhollow';
const SAID = `It was ${NAME} who came, with ${NAME}`;
const MASKED = 'It was ["NAME"] who came, with ["NAME"]';

interface Part {
  readonly text?: string;
  readonly thought?: boolean;
  readonly functionCall?: object;
}

const chunk = (parts: readonly Part[], more: object = {}) => ({
  data: { candidates: [{ content: { role: 'model', parts }, ...more }], modelVersion: 'gemini-3-pro' },
});

function partsOf(given: string): readonly Part[] {
  return eventsIn(given).flatMap(({ data }) => {
    const { candidates } = data as {
      readonly candidates: readonly { readonly content: { readonly parts: readonly Part[] } }[];
    };
    return candidates.flatMap(({ content }) => content.parts);
  });
}

const textOf = (parts: readonly Part[], thought: boolean) =>
  parts.filter((part) => (part.thought ?? false) === thought).map(({ text = '' }) => text);

describe('the events of generated content', () => {
  it.each(cuts(SAID.length))('tell thoughts from what is said, each cut at %d', async (at) => {
    const pieces = [SAID.slice(0, at), SAID.slice(at)];
    const events = [
      ...pieces.map((text) => chunk([{ text, thought: true }])),
      // Nothing stands between the end of the one and the beginning of the other
      ...pieces.map((text) => chunk([{ text, thought: false }])),
      chunk([{ functionCall: { name: 'find', args: { who: NAME } } }], { finishReason: 'STOP' }),
    ];
    const given = await maskedBy(GENERATE_EVENTS, bytesOfEvents(events));
    expect(given).not.toMatch(/Alma|Fernhollow/);
    const parts = partsOf(given);
    expect([textOf(parts, true).join(''), textOf(parts, false).join('')]).toEqual([MASKED, MASKED]);
    expect(parts.at(-1)?.functionCall).toEqual({ name: 'find', args: { who: '["NAME"]' } });
  });

  it('lets a thought go when what is said begins', async () => {
    const judge = new ToyJudge();
    const events = [chunk([{ text: SAID, thought: true }]), chunk([{ text: 'So.' }]), chunk([{ text: ' Yes.' }])];
    await maskedBy(GENERATE_EVENTS, bytesOfEvents(events), judge);
    expect(judge.windows.some(({ text }) => text.includes('Fernhollow') && text.includes('So.'))).toBe(false);
  });

  it('does not end the text of one candidate with another’s', async () => {
    const both = (first: string, second: string, finishReason?: string) => ({
      data: {
        candidates: [
          { content: { parts: [{ text: first }] }, ...(finishReason === undefined ? {} : { finishReason }) },
          { index: 1, content: { parts: [{ text: second }] } },
        ],
      },
    });
    const given = await maskedBy(
      GENERATE_EVENTS,
      bytesOfEvents([both('Yes', 'Alma Fern', 'STOP'), both('', 'hollow')]),
    );
    expect(given).not.toMatch(/Alma|Fern|hollow/);
  });

  it('refuses pictures and arguments in pieces', async () => {
    for (const part of [{ inlineData: { data: 'AAAA' } }, { functionCall: { partialArgs: [{ stringValue: NAME }] } }]) {
      expect(await maskedBy(GENERATE_EVENTS, bytesOfEvents([chunk([part as Part])]))).toBe('upstream_invalid');
    }
  });
});
