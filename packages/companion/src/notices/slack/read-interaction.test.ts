import { describe, expect, it } from 'vitest';
import { readInteraction } from './read-interaction.ts';

const REVIEW = '0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20';
const PRESSED = {
  type: 'block_actions',
  user: { id: 'U024BE7LH', team_id: 'T1' },
  team: { id: 'T1' },
  trigger_id: '1.2.3',
  container: { type: 'message', message_ts: '1700000001.000100', channel_id: 'C1' },
  actions: [{ action_id: 'sallyport_reject', value: REVIEW }],
};
const SUBMITTED = {
  type: 'view_submission',
  user: { id: 'U024BE7LH', team_id: 'T1' },
  team: { id: 'T1' },
  view: {
    callback_id: 'sallyport_decision',
    private_metadata: JSON.stringify({ review: REVIEW, decision: 'approve' }),
    state: { values: { justification: { text: { type: 'plain_text_input', value: 'An agreed study.' } } } },
  },
};
const form = (payload: unknown) =>
  Buffer.from(
    new URLSearchParams({ payload: typeof payload === 'string' ? payload : JSON.stringify(payload) }).toString(),
  );
const view = (more: object) => ({ ...SUBMITTED, view: { ...SUBMITTED.view, ...more } });

describe('what Slack posts', () => {
  it('is a button that was pressed', () => {
    expect(readInteraction(form(PRESSED))).toEqual({
      kind: 'pressed',
      member: { id: 'U024BE7LH', team: 'T1', place: 'T1' },
      trigger: '1.2.3',
      intention: { review: REVIEW, decision: 'reject', message: { channel: 'C1', ts: '1700000001.000100' } },
    });
  });

  it('is a justification that was submitted', () => {
    const read = {
      kind: 'submitted',
      justification: 'An agreed study.',
      intention: { review: REVIEW, decision: 'approve' },
    };
    expect(readInteraction(form(SUBMITTED))).toMatchObject(read);
    const empty = { values: { justification: { text: { value: null } } } };
    expect(readInteraction(form(view({ state: empty })))).toMatchObject({ ...read, justification: '' });
  });

  it.each<[string, unknown]>([
    ['a link that was followed', { ...PRESSED, actions: [{ action_id: 'sallyport_open' }] }],
    ['a button of another app', { ...PRESSED, actions: [{ action_id: 'toString', value: REVIEW }] }],
    ['a view of another kind', view({ callback_id: 'other' })],
    ['a view that was closed', { type: 'view_closed' }],
    ['nothing that is known', {}],
    ['depth without end', `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`],
  ])('is nothing to do: %s', (_, payload) => {
    expect(readInteraction(form(payload))).toEqual({ kind: 'other' });
  });

  it.each<[string, unknown]>([
    ['no JSON', '{"type":'],
    ['no object', '[]'],
    ['null', 'null'],
    ['no actions', { ...PRESSED, actions: {} }],
    ['an empty list of actions', { ...PRESSED, actions: [] }],
    ['no trigger', { ...PRESSED, trigger_id: 7 }],
    ['no user', { ...PRESSED, user: null }],
    ['a review that is no UUID', { ...PRESSED, actions: [{ action_id: 'sallyport_approve', value: '../1' }] }],
    ['metadata that is no JSON', view({ private_metadata: 'x' })],
    ['a decision that is none', view({ private_metadata: JSON.stringify({ review: REVIEW, decision: 'revoke' }) })],
    ['a field that is not there', view({ state: { values: {} } })],
    ['a field that is no text', view({ state: { values: { justification: { text: { value: {} } } } } })],
  ])('is refused: %s', (_, payload) => {
    const refused = expect.objectContaining({ code: 'request_invalid' });
    expect(() => readInteraction(form(payload))).toThrow(refused);
  });

  it.each([
    ['nothing', ''],
    ['another field', 'body=%7B%7D'],
    ['two payloads', `${form(PRESSED)}&${form(SUBMITTED)}`],
  ])('is refused: a form with %s', (_, text) => {
    expect(() => readInteraction(Buffer.from(text))).toThrow(expect.objectContaining({ code: 'request_invalid' }));
  });

  it('is refused: what is no text', () => {
    expect(() => readInteraction(Uint8Array.of(0x70, 0xff, 0xfe))).toThrow(
      expect.objectContaining({ code: 'request_invalid' }),
    );
  });
});
