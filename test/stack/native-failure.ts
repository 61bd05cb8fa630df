import { inspect } from 'node:util';

/** How a client's call failed. */
export interface NativeFailure {
  /** The name of the error's class. */
  readonly type: string;
  readonly status: number | undefined;
  readonly code: string | undefined;
  /** All that the error says, in its message, its properties and its cause. */
  readonly said: string;
}

/** Waits for a call of a client to fail, and says how; a success gives the type `none`. */
export async function nativeFailure(call: PromiseLike<unknown>): Promise<NativeFailure> {
  try {
    await call;
    return { type: 'none', status: undefined, code: undefined, said: '' };
  } catch (cause) {
    const error = cause as Error & { readonly status?: number; readonly code?: string };
    const { status, code } = error;
    return { type: error.constructor.name, status, code, said: inspect(cause, { depth: 12, maxStringLength: null }) };
  }
}
