import { inspect } from 'node:util';

const DEEP = { depth: 20, showHidden: true, getters: true, maxStringLength: null, maxArrayLength: null } as const;

/** How a call ended, for the caller. */
export interface Outcome {
  readonly failed: boolean;
  /** The error's `code`, if it has one. */
  readonly code: string | undefined;
  /** All that can be read out of the reply or the error. */
  readonly said: string;
}

/** Waits for a call to end either way, and gives all that can be read out of its end. */
export async function describeOutcome(call: () => PromiseLike<unknown>): Promise<Outcome> {
  try {
    const reply = await call();
    return { failed: false, code: undefined, said: await describeReply(reply) };
  } catch (cause) {
    return { failed: true, code: codeOf(cause), said: describeError(cause) };
  }
}

/** Everything an error carries: message, stack, causes, own properties of every kind, and what inspection shows. */
export function describeError(error: unknown): string {
  const parts: string[] = [];
  const seen = new Set<unknown>();
  for (let cause = error; cause !== undefined && cause !== null && !seen.has(cause); ) {
    seen.add(cause);
    parts.push(String(cause), inspect(cause, DEEP));
    if (typeof cause !== 'object') break;
    for (const key of Reflect.ownKeys(cause)) parts.push(String(key), inspect(Reflect.get(cause, key), DEEP));
    const { message, stack, headers } = cause as Error & { readonly headers?: unknown };
    parts.push(message, String(stack));
    if (headers instanceof Headers) parts.push(JSON.stringify([...headers]));
    cause = (cause as Error).cause;
  }
  return parts.join('\n');
}

async function describeReply(reply: unknown): Promise<string> {
  if (!(reply instanceof Response)) return `${JSON.stringify(reply)}\n${inspect(reply, DEEP)}`;
  return `${reply.status} ${reply.statusText}\n${JSON.stringify([...reply.headers])}\n${await reply.text()}`;
}

function codeOf(cause: unknown): string | undefined {
  const code: unknown = typeof cause === 'object' && cause !== null ? Reflect.get(cause, 'code') : undefined;
  return typeof code === 'string' ? code : undefined;
}
