/** The levels of a client's log. */
const LEVELS = ['error', 'warn', 'info', 'debug'] as const;

/** A log as openai's clients take it. */
export type ClientLogger = Readonly<Record<(typeof LEVELS)[number], (message: string, ...rest: unknown[]) => void>>;

/** The words of the clients' own messages. Any other word may have come from a request or an answer. */
const WORDS = new Set(
  `a an and are as at base64 be been body buffered by chunk client connection could data decoding deprecated embeddings
  encoding_format error expected failed for format from in info into is it json left level log message more no not of off on
  one or out options parse parsed redirected remaining request response retries retry retryable retryof retrying sending set start
  status stream streaming succeeded than timed to unsupported user defined warn warning was will with x-request-id
  get post put patch delete attempts cannot be retried`.split(/\s+/),
);

/** A request's number in the client's log, a count, a status, a duration. */
const NUMBER = /^(?:log_[0-9a-f]{1,8}|\d{1,3}|\d{1,7}ms)$/;
const AROUND = /^[[(]{0,2}|[\]),.:;]{0,3}$/g;
/** How many words of a message are read. */
const MOST_WORDS = 64;

const originals = new WeakMap<object, ClientLogger>();

/** The log that a value-free one writes to, and any other log itself. */
export function originalLogger(logger: ClientLogger): ClientLogger {
  return originals.get(logger) ?? logger;
}

/**
 * A log that passes on that something happened and never what was in it: a client prints bodies, URLs, headers and what its
 * stream could not parse from above fetch, where nothing is redacted yet, or restored again. Of each message the words that are the
 * client's own are left, with `…` for the rest; of each object its `status` and `durationMs`.
 */
export function valueFreeLogger(logger: ClientLogger): ClientLogger {
  const original = originalLogger(logger);
  const line =
    (level: (typeof LEVELS)[number]) =>
    (message: string, ...rest: unknown[]): void =>
      original[level](ownWords(message), ...rest.flatMap(figures));
  const logged = Object.freeze({ error: line('error'), warn: line('warn'), info: line('info'), debug: line('debug') });
  originals.set(logged, original);
  return logged;
}

function ownWords(message: unknown): string {
  if (typeof message !== 'string') return '…';
  const words = message.split(' ', MOST_WORDS);
  return words.map((word) => (isOwn(word.replace(AROUND, '')) ? word : '…')).join(' ');
}

function isOwn(word: string): boolean {
  return word === '' || word === '-' || NUMBER.test(word) || WORDS.has(word.toLowerCase());
}

function figures(part: unknown): readonly object[] {
  if (typeof part !== 'object' || part === null) return [];
  const kept = ['status', 'durationMs'].map((key) => [key, Reflect.get(part, key)] as const);
  const numbers = kept.filter(([, value]) => typeof value === 'number');
  return numbers.length === 0 ? [] : [Object.fromEntries(numbers)];
}
