import { createHash } from 'node:crypto';
import { SallyportError } from '@sallyport/core';
import { type AdminAnswer, textOf } from '../admin/admin-answer.ts';

/** What a digest says, of which nothing is known yet but that its bytes are those that are signed off. Raises `companion_invalid`. */
export function digestContent(digest: AdminAnswer): AdminAnswer {
  const text = textOf(digest, 'content');
  if (createHash('sha256').update(text).digest('base64url') !== textOf(digest, 'digest')) {
    throw new SallyportError('companion_invalid');
  }
  return parse(text);
}

function parse(text: string): AdminAnswer {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new SallyportError('companion_invalid');
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new SallyportError('companion_invalid');
  }
  return content as AdminAnswer;
}
