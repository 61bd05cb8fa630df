import { readBounded, SallyportError } from '@sallyport/core';
import { readAdminAnswer } from './admin-answer.ts';

const MOST_PROBLEM_BYTES = 65_536;

/** The body of an answer, piece by piece. Raises the error that the companion names, `companion_invalid` for an answer that cannot be read. */
export async function readAdminStream(answer: Response): Promise<AsyncIterable<Uint8Array>> {
  if (answer.status === 200 && answer.body !== null) return answer.body;
  if (answer.status < 400) throw new SallyportError('companion_invalid');
  const problem = await readBounded(answer.body, { limit: MOST_PROBLEM_BYTES, error: 'companion_invalid' });
  await readAdminAnswer(new Response(problem, { status: answer.status }));
  // Not reached: no answer of this status is one.
  throw new SallyportError('companion_invalid');
}
