import { describe, expect, it } from 'vitest';
import { operationAt, request, response, texts } from './fixtures/bodies.ts';
import { SEALED, TURN } from './fixtures/turn.test-support.ts';

const COMPACT = operationAt('/responses/compact');
const COUNT = operationAt('/responses/input_tokens');
const ITEMS = operationAt('/responses/resp_67ccd3a9/input_items', 'GET');
const CONVERSATION = operationAt('/conversations');
const ADDED = operationAt('/conversations/conv_123/items');

describe('what stands beside responses', () => {
  it('is read: compaction', () => {
    const document = request(COMPACT, { model: 'gpt-5.5', input: TURN.slice(0, 2), previous_response_id: 'resp_1' });
    expect([document.inputs, texts(document).length]).toEqual([2, 3]);
    const output = [
      {
        id: 'msg_000',
        type: 'message',
        status: 'completed',
        role: 'user',
        content: [{ type: 'input_text', text: 'Alma' }],
      },
      { id: 'cmp_001', type: 'compaction', encrypted_content: SEALED },
    ];
    const answer = { id: 'resp_001', object: 'response.compaction', created_at: 1764967971, output };
    expect(texts(response(COMPACT, answer))).toEqual(['Alma']);
  });

  it('is read: counting', () => {
    expect(texts(request(COUNT, { model: 'gpt-5.5', input: 'Alma', personality: 'friendly' }))).toEqual(['Alma']);
    expect(response(COUNT, { object: 'response.input_tokens', input_tokens: 12345 }).leaves).toEqual([]);
    for (const operation of [COUNT, COMPACT]) {
      expect(() => request(operation, { stream: true })).toThrowError(
        expect.objectContaining({ code: 'stream_unsupported' }),
      );
    }
  });

  it('is read: the items of a response and of a conversation', () => {
    const item = {
      type: 'message',
      id: 'msg_1',
      status: 'completed',
      role: 'user',
      content: [{ type: 'input_text', text: 'Alma' }],
    };
    const page = { object: 'list', data: [item], first_id: 'msg_1', last_id: 'msg_1', has_more: false };
    for (const operation of [ITEMS, ADDED]) {
      expect(texts(response(operation, page))).toEqual(['Alma']);
      expect(texts(response(operation, page), 'structure')).toEqual(['msg_1', 'msg_1', 'msg_1']);
    }
    const document = request(ADDED, { items: TURN.slice(0, 1) });
    expect([document.inputs, ...texts(document)]).toEqual([1, 'You answer for Dr. Petra Quillane.']);
    expect(texts(document, 'structure')).toEqual(['conv_123']);
  });

  it('is read: a conversation', () => {
    const document = request(CONVERSATION, { items: TURN.slice(0, 1), metadata: { patient: 'Alma' } });
    expect(texts(document)).toEqual(['You answer for Dr. Petra Quillane.', 'Alma']);
    const answer = { id: 'conv_123', object: 'conversation', created_at: 1741900000, metadata: { patient: 'Alma' } };
    expect(texts(response(CONVERSATION, answer))).toEqual(['Alma']);
    const gone = operationAt('/conversations/conv_123', 'DELETE');
    expect(texts(response(gone, { id: 'conv_123', object: 'conversation.deleted', deleted: true }))).toEqual([]);
  });
});
