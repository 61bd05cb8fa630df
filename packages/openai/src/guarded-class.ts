import type { OpenAI } from 'openai';
import { refuseTransport, withoutCredentials } from './drop-credentials.ts';
import { type GuardedOptions, withSallyport } from './with-sallyport.ts';

type ClientClass = new (options?: never) => OpenAI;

/** The guarded class that stands for an original, wherever a static member leads to one: `OpenAI.OpenAI`. */
const guardedClasses = new WeakMap<object, ClientClass>();

/**
 * The same class, whose every new instance is guarded. It shares the original's prototype and statics, so `instanceof`
 * holds in both directions and subclasses work.
 */
export function guardedClass<Class extends ClientClass>(original: Class): Class {
  const guarded: Class = new Proxy(original, {
    get(target, key, receiver) {
      const value: unknown = Reflect.get(target, key, receiver);
      return typeof value === 'function' ? (guardedClasses.get(value) ?? value) : value;
    },
    construct(target, [options], newTarget) {
      const { sallyport, ...own } = (options ?? {}) as GuardedOptions;
      refuseTransport(own);
      const client = Reflect.construct(target, [withoutCredentials(own)], newTarget) as OpenAI;
      if (newTarget === guarded) nameConstructor(client, guarded);
      return withSallyport(client, sallyport);
    },
  });
  guardedClasses.set(original, guarded);
  return guarded;
}

/** The prototype is the original's, and names the original: a client leads to the class that it was made with. */
function nameConstructor(client: OpenAI, guarded: ClientClass): void {
  Object.defineProperty(client, 'constructor', { value: guarded, writable: true, configurable: true });
}
