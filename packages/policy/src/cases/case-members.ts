import { ENTITIES, MEDIA_TYPES, OPERATORS, PURPOSES, RECORDING_MODES, readAddress } from '@sallyport/core';
import { isPlain } from '../is-plain.ts';
import type { Kind, Members } from './check-members.ts';

const LONGEST_TEXT = 2_048;
const MOST_GROUPS = 1_024;
const MOST_CASES = 10_000;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/;
/** Controls, and what turns a line around: a name is printed. */
const ONE_LINE = /^(?!.*[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]).{1,200}$/u;

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= LONGEST_TEXT;
const text = (words: string): Kind => ({ words, fits: isText });
const oneOf = (items: readonly unknown[], words = items.join(', ')): Kind => ({
  words: `one of ${words}`,
  fits: (value) => items.includes(value),
});
const count: Kind = {
  words: 'a whole number from 0 on',
  fits: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
};
const all = (names: readonly string[], { kind, words }: { readonly kind: Kind; readonly words: string }): Kind => ({
  words,
  fits: () => false,
  members: Object.fromEntries(names.map((name) => [name, kind])),
});
const plan = all(ENTITIES, { kind: oneOf(OPERATORS), words: 'operators by entity' });
const facts: Kind = { words: 'a set of facts', fits: isPlain };

/** The keys of a file of cases. */
export const FILE: Members = Object.freeze({
  version: { words: '1', fits: (value: unknown) => value === 1 },
  given: facts,
  cases: {
    words: `a list of 1 to ${MOST_CASES} cases`,
    fits: (value: unknown) => Array.isArray(value) && value.length > 0 && value.length <= MOST_CASES,
  },
});

/** The facts of a call. */
export const FACTS: Members = Object.freeze({
  operation: text('the name of an operation, such as embeddings.create'),
  issuer: text('the URL of an issuer'),
  subject: text('a subject'),
  groups: {
    words: 'a list of groups',
    fits: (value: unknown) => Array.isArray(value) && value.length <= MOST_GROUPS && value.every(isText),
  },
  client: text('a client id'),
  nature: oneOf(['person', 'service']),
  connection: text('the name of a connection'),
  baa: oneOf([true, false, 'self_hosted']),
  model: text('the name of a model'),
  entities: all(ENTITIES, { kind: count, words: 'counts by entity' }),
  bodyBytes: count,
  inputs: count,
  time: {
    words: 'a time with an offset, such as 2026-12-01T09:00:00-05:00',
    fits: (value: unknown) => typeof value === 'string' && MOMENT.test(value) && !Number.isNaN(Date.parse(value)),
  },
  source: {
    words: 'an IP address',
    fits: (value: unknown) => typeof value === 'string' && readAddress(value) !== undefined,
  },
  purpose: oneOf(PURPOSES),
  media: {
    words: 'a list of media types, such as image/png',
    fits: (value: unknown) =>
      Array.isArray(value) && value.length <= MEDIA_TYPES.length && value.every((type) => MEDIA_TYPES.includes(type)),
  },
});

/** A case: its name, its facts, and what it expects. */
export const EXPECTED: Members = Object.freeze({
  name: { words: 'a name of one line', fits: (value: unknown) => typeof value === 'string' && ONE_LINE.test(value) },
  when: facts,
  then: oneOf(['allow', 'deny', 'review']),
  rule: text('the name of a rule, or default'),
  denied: oneOf(['rule', 'default', 'baa', 'media']),
  out: plan,
  back: plan,
  record: oneOf(RECORDING_MODES),
  retain: text('the name of a retention class'),
});
