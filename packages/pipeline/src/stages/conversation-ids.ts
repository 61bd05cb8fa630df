import type { TextLeaf } from '@sallyport/wire';

/** Responses, conversations, threads and stored chat completions, as their ids begin. */
const CONVERSATION = /^(?:resp|conv|thread|chatcmpl)[_-][\w.:-]{4,120}$/;

/** The most that one call names, or one answer. */
const MOST = 32;

/**
 * The ids of conversations that stand in a body, where ids stand, and in a path: `previous_response_id`, `conversation`, `thread_id`, and
 * the `id` of what was made. At most 32, each once.
 */
export function conversationIds(leaves: readonly TextLeaf[], path = ''): readonly string[] {
  const ids = new Set<string>();
  const note = (text: string): void => {
    if (ids.size < MOST && CONVERSATION.test(text)) ids.add(text);
  };
  for (const segment of path.split('/')) note(segment);
  for (const { text, role } of leaves) if (role === 'structure') note(text);
  return [...ids];
}
