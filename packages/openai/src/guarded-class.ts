import type { OpenAI } from 'openai';
import { refuseTransport, withoutCredentials } from './drop-credentials.ts';
import { type GuardedOptions, withSallyport } from './with-sallyport.ts';

type ClientClass = new (options?: never) => OpenAI;

/**
 * The same class, whose every new instance is guarded. It shares the original's prototype and statics, so `instanceof`
 * holds in both directions and subclasses work.
 */
export function guardedClass<Class extends ClientClass>(original: Class): Class {
  return new Proxy(original, {
    construct(target, [options], newTarget) {
      const { sallyport, ...own } = (options ?? {}) as GuardedOptions;
      refuseTransport(own);
      const client = Reflect.construct(target, [withoutCredentials(own)], newTarget) as OpenAI;
      return withSallyport(client, sallyport);
    },
  });
}
