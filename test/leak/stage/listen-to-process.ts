import { inspect } from 'node:util';

const METHODS = ['debug', 'error', 'info', 'log', 'trace', 'warn', 'dir', 'table'] as const;

/** What this process has printed. */
export interface ProcessEar {
  heard(): string;
  /** Lets the process print unheard again. */
  stop(): void;
}

/** Listens to the standard streams and to the console. What is heard goes on to where it was going. */
export function listenToProcess(): ProcessEar {
  const heard: string[] = [];
  const undo: (() => void)[] = [];
  const tap = (owner: object, name: string) => {
    const original = Reflect.get(owner, name) as (...args: readonly unknown[]) => unknown;
    Reflect.set(owner, name, (...args: readonly unknown[]) => {
      heard.push(args.map(textOf).join(' '));
      return Reflect.apply(original, owner, args);
    });
    undo.push(() => Reflect.set(owner, name, original));
  };
  tap(process.stdout, 'write');
  tap(process.stderr, 'write');
  for (const method of METHODS) tap(console, method);
  return { heard: () => heard.join('\n'), stop: () => undo.forEach((one) => void one()) };
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  return inspect(value, { depth: 12, maxStringLength: null, maxArrayLength: null });
}
