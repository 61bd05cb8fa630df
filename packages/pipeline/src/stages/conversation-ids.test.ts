import type { TextLeaf } from '@sallyport/wire';
import { expect, it } from 'vitest';
import { conversationIds } from './conversation-ids.ts';

const id = (text: string, field = 'id'): TextLeaf => ({ text, field, role: 'structure' });

it('finds the ids of conversations where ids stand, and in the path, each once', () => {
  const leaves = [
    id('resp_68af', 'previous_response_id'),
    id('conv_68af'),
    id('thread_abc1', 'thread_id'),
    id('chatcmpl-7f3k'),
    id('resp_68af'),
  ];
  const ids = ['thread_abc1', 'resp_68af', 'conv_68af', 'chatcmpl-7f3k'];
  expect(conversationIds(leaves, '/threads/thread_abc1/runs')).toEqual(ids);
});

it('takes nothing else for one', () => {
  const text: TextLeaf = { text: 'resp_68af', field: 'content', role: 'text' };
  const others = ['call_0', 'gpt-4o', 'resp_1', 'response', 'xresp_68af', 'resp_68af x', `resp_${'x'.repeat(121)}`];
  expect(conversationIds([text, ...others.map((other) => id(other))], '/responses')).toEqual([]);
});

it('takes 32 at most', () => {
  expect(conversationIds(Array.from({ length: 100 }, (_, at) => id(`resp_${1_000 + at}`)))).toHaveLength(32);
});
