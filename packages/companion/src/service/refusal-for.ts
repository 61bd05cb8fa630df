import type { ConnectionKind } from '@sallyport/core';
import type { Reply } from '@sallyport/pipeline';

const PROBLEM = 'application/problem+json';

/**
 * A refusal with the header by which Amazon's clients tell one exception from another, where the connection leads to Amazon Bedrock; any
 * other reply as it is. An answer of the provider names its own.
 */
export function refusalFor(kind: ConnectionKind, reply: Reply): Reply {
  const { headers, status } = reply;
  if (kind !== 'bedrock' || headers['content-type'] !== PROBLEM || headers['x-amzn-errortype'] !== undefined)
    return reply;
  return { ...reply, headers: { ...headers, 'x-amzn-errortype': exceptionOf(status) } };
}

/** The exceptions that Bedrock's operations name (API reference, Converse), by their HTTP status. */
function exceptionOf(status: number): string {
  if (status === 401 || status === 403) return 'AccessDeniedException';
  if (status === 429) return 'ThrottlingException';
  if (status === 503) return 'ServiceUnavailableException';
  if (status === 504) return 'ModelTimeoutException';
  return status >= 500 ? 'InternalServerException' : 'ValidationException';
}
