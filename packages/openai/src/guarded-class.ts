import type { SallyportSettings } from '@sallyport/guard';
import type { OpenAI } from 'openai';
import { NO_KEY, withSallyport } from './with-sallyport.ts';

type ClientClass = new (options?: never) => OpenAI;

/** Options of a guarded client: the client's own, and how to reach the companion. */
interface GuardedOptions {
  readonly sallyport?: SallyportSettings;
}

/** Credentials in options: none may reach a request, and two of them exclude `apiKey`. */
const DROPPED = { azureADTokenProvider: undefined, workloadIdentity: undefined, adminAPIKey: null };

/**
 * The same class, whose every new instance is guarded. It shares the original's prototype and statics, so `instanceof`
 * holds in both directions and subclasses work.
 */
export function guardedClass<Class extends ClientClass>(original: Class): Class {
  return new Proxy(original, {
    construct(target, [options], newTarget) {
      const { sallyport, ...own } = (options ?? {}) as GuardedOptions;
      const client = Reflect.construct(target, [{ ...own, ...DROPPED, apiKey: NO_KEY }], newTarget) as OpenAI;
      return withSallyport(client, sallyport);
    },
  });
}
