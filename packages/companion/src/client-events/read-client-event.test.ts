import { EVENT_KINDS, type EventDetails, type EventFacts, utf8 } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { BILLING, eventOf, NOTES, optOutFacts, outcomeFacts } from './client.test-support.ts';
import { clientEventReader } from './read-client-event.ts';

type Json = Record<string, unknown>;

const read = clientEventReader();
const readText = (text: string) => read(utf8(text), NOTES);
const readFacts = (facts: EventFacts) => readText(JSON.stringify(eventOf(facts)));
const outcomeWith = (details: EventDetails) =>
  readFacts(outcomeFacts({ details: { ...outcomeFacts().details, ...details } }));

/** The steps to every value inside a value. */
function pathsIn(value: unknown, before: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    const path = [...before, key];
    return [path, ...pathsIn(part, path)];
  });
}

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce((part, step) => (part as Json)[step], value);

/** A copy of an event in which one value is another. */
function changed(event: object, path: readonly string[], change: (value: unknown) => unknown): string {
  const copy = structuredClone(event);
  const parent = at(copy, path.slice(0, -1)) as Json;
  const last = path.at(-1) ?? '';
  parent[last] = change(parent[last]);
  return JSON.stringify(copy);
}

const SAMPLES = [outcomeFacts(), optOutFacts()].map((facts) => [facts.kind, eventOf(facts)] as const);

describe.each(SAMPLES)('a reader of %s', (_, event) => {
  const paths = pathsIn(event);
  const values = paths.filter((path) => typeof at(event, path) !== 'object');
  const objects = [[], ...paths.filter((path) => typeof at(event, path) === 'object')];

  it('takes it from its own actor, and from one that is unknown', () => {
    const expected = { id: event.metadata.uid, time: event.time };
    expect(readText(JSON.stringify(event))).toStrictEqual(expected);
    const unknown = { ...event, actor: { user: { name: 'unknown', type_id: 0 } } };
    expect(readText(JSON.stringify(unknown))).toStrictEqual(expected);
  });

  it('has no place for free text, in whatever value', () => {
    for (const path of values) {
      for (const text of ['Ann Quillonby', 'Ann', 'ann@example.org', '+1 212 555 0147', '']) {
        expect([path.join('.'), readText(changed(event, path, () => text))]).toStrictEqual([path.join('.'), undefined]);
      }
    }
  });

  it('has no place for more after what is allowed, in whatever value', () => {
    for (const path of values.filter((path) => typeof at(event, path) === 'string')) {
      for (const more of [' Ann', '\n', '\u0000', ' '.repeat(60_000)]) {
        const text = changed(event, path, (value) => `${String(value)}${more}`);
        expect([path.join('.'), readText(text)]).toStrictEqual([path.join('.'), undefined]);
      }
    }
  });

  it('takes no other type for whatever value', () => {
    for (const path of paths) {
      for (const other of [null, true, 1.5, -1, 1e300, ['Ann'], { uid: 'Ann' }]) {
        const same = JSON.stringify(at(event, path)) === JSON.stringify(other);
        if (!same) expect(readText(changed(event, path, () => other))).toBeUndefined();
      }
    }
  });

  it('takes no member that it does not know, wherever', () => {
    for (const path of objects) {
      for (const name of ['note', 'Ann Quillonby', '__proto__', 'constructor', '']) {
        const more = JSON.stringify(event).replace(
          JSON.stringify(at(event, path)),
          JSON.stringify({ added: 1 })
            .replace('"added":1', `${JSON.stringify(name)}:"Ann"`)
            .replace('}', ',') + JSON.stringify(at(event, path)).slice(1),
        );
        const text = more.replace(',}', '}');
        expect(Object.hasOwn(at(JSON.parse(text), path) as object, name)).toBe(true);
        expect([path.join('.'), name, readText(text)]).toStrictEqual([path.join('.'), name, undefined]);
      }
    }
  });

  it('takes only the bytes that JSON.stringify gives, so that nothing hides between them', () => {
    const text = JSON.stringify(event);
    expect(readText(text)).toBeDefined();
    for (const other of [
      ` ${text}`,
      `${text}\n`,
      text.replace(':', ' :'),
      `\ufeff${text}`,
      text.replace('{', '{"unmapped":{"note":"Ann"},'),
      text.replace('"unmapped":', '"unmapped":{},"unmapped":'),
      text.replace('"time":1795000000000', '"time":1.795e12'),
      text.replace('"time":1795000000000', '"time":1795000000000.0'),
      text.replace('Sallyport', '\\u0053allyport'),
      `[${text}]`,
      text.slice(0, -1),
      '',
      'null',
      '"Ann"',
    ]) {
      expect(readText(other)).toBeUndefined();
    }
    const broken = utf8(text);
    broken[text.indexOf('Sallyport')] = 0xff;
    expect(read(broken, NOTES)).toBeUndefined();
  });

  it('takes it from nobody else', () => {
    const text = utf8(JSON.stringify(event));
    expect(read(text, BILLING)).toBeUndefined();
    expect(read(text, { ...NOTES, issuer: 'https://other.example/' })).toBeUndefined();
    expect(readText(changed(event, ['actor', 'idp', 'uid'], () => 'https://other.example/'))).toBeUndefined();
    expect(readText(changed(event, ['actor'], () => ({ user: { uid: NOTES.subject } })))).toBeUndefined();
  });
});

describe('a reader of clients’ events', () => {
  it.each(EVENT_KINDS.filter((kind) => kind !== 'client.outcome' && kind !== 'opt_out'))('takes no %s', (kind) => {
    expect(readFacts(outcomeFacts({ kind }))).toBeUndefined();
    expect(readFacts({ ...optOutFacts(), kind })).toBeUndefined();
  });

  it('takes an outcome of which little is known', () => {
    const details = { correlationId: crypto.randomUUID() };
    expect(readFacts(outcomeFacts({ status: 'unknown', details }))).toBeDefined();
  });

  it.each<EventDetails>([
    { policy: `sha256:${'0'.repeat(64)}` },
    { rule: 'default' },
    { grantId: crypto.randomUUID() },
    { claimed: { NAME: 1 } },
    { count: 2 },
    { optOut: 'log_consistency' },
    { config: `sha256:${'0'.repeat(64)}` },
    { commitments: { egress: 'A'.repeat(43) } },
    { commitments: { answer: 'A'.repeat(43) } },
    { commitments: { request: 'A'.repeat(42) } },
    { commitments: { request: `${'A'.repeat(42)}B` } },
    { operation: 'embeddings..create' },
    { operation: `a${'.a'.repeat(32)}` },
    { operation: 'a'.repeat(49) },
    { connection: `a${'-'.repeat(63)}` },
    { upstreamStatus: 99 },
    { upstreamStatus: 600 },
    { bytesOut: 2 ** 53 },
    { found: { NAME: 1_000_000_001 } },
    { found: { ANN: 1 } as never },
    { applied: { NAME: { shout: 1 } } },
    { error: 'Ann' as never },
  ])('takes no outcome with %j', (details) => {
    expect(outcomeWith({})).toBeDefined();
    expect(outcomeWith(details)).toBeUndefined();
  });

  it('takes no address of a caller, which a client does not know', () => {
    expect(readFacts(outcomeFacts({ clientIp: '192.0.2.7' }))).toBeUndefined();
  });

  it.each(['0.1.0', '12.3.4', '1.0.0-rc.1', '1.0.0-snapshot-20261123101112', '1.0.0-next.2.1'])(
    'takes version %s',
    (version) => {
      const event = eventOf(outcomeFacts());
      expect(readText(changed(event, ['metadata', 'product', 'version'], () => version))).toBeDefined();
    },
  );

  it.each(['1', '1.0', '1.0.0-ann', '1.0.0-rc.ann', '1.0.0+ann', 'v1.0.0', `1.0.${'0'.repeat(60)}`])(
    'takes no version %s',
    (version) => {
      const event = eventOf(outcomeFacts());
      expect(readText(changed(event, ['metadata', 'product', 'version'], () => version))).toBeUndefined();
    },
  );
});
