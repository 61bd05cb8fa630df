import { describe, expect, it } from 'vitest';
// Every leaf of bodies and events as the clients type them (@anthropic-ai/sdk 1.14, @google/genai 3.3), the beta's with them, sets of like
// tools cut short. `s` is a string, `n` a number, `b` yes or no, `a` free JSON, `m` a model, `=x` a value of a closed set
import ANTHROPIC from './fixtures/anthropic-shapes.json' with { type: 'json' };
import GOOGLE from './fixtures/google-shapes.json' with { type: 'json' };
import { plant, read } from './fixtures/positions.test-support.ts';
import { ANTHROPIC_TABLE } from './operations/anthropic/table.ts';
import { GOOGLE_TABLE } from './operations/google/table.ts';
import type { OperationEntry } from './operations/operation-entry.ts';
import type { Shape } from './shape.ts';

const SENTINEL = 'Zq7 sentinel "4481234"';

type Side = 'request' | 'response' | 'events';

interface Position {
  readonly name: string;
  readonly path: string;
  readonly kinds: readonly string[];
  readonly shapes: readonly Shape[];
}

type Listed = Readonly<Record<string, Partial<Record<Side, Readonly<Record<string, string>>>>>>;

function positionsOf(listed: Listed, table: readonly OperationEntry[]): readonly Position[] {
  return Object.entries(listed).flatMap(([id, sides]) => {
    const entry = table.find((one) => one.id === id);
    return (Object.entries(sides) as [Side, Readonly<Record<string, string>>][]).flatMap(([side, paths]) =>
      Object.entries(paths).map(([path, kinds]) => ({
        name: `${id} ${side} ${path}`,
        path,
        kinds: kinds.split(' '),
        shapes: side === 'events' ? eventShapes(entry, path) : [entry?.[side] ?? {}],
      })),
    );
  });
}

/** The shapes of the events that have the position's first two keys. */
function eventShapes(entry: OperationEntry | undefined, path: string): readonly Shape[] {
  const { named = {}, others = {} } = entry?.events ?? {};
  const [, first = '', second] = /^\$\.([^.[]+)(?:\.([^.[{]+))?/.exec(path) ?? [];
  const known = Object.values(named).filter(({ fields = {} }) => {
    const inner = fields[first];
    return inner !== undefined && (second === undefined || Object.hasOwn(inner.fields ?? {}, second));
  });
  return known.length === 0 ? [others] : known;
}

const outcomes = ({ path, shapes }: Position, value: unknown) => shapes.map((shape) => read(shape, plant(path, value)));
const failing = (positions: readonly Position[], good: (position: Position) => boolean) =>
  positions.filter((position) => !good(position)).map(({ name }) => name);

/** Positions in which no string can be read, whatever it is: pictures, sound, files, and kinds of content no one has named. */
const REFUSED = {
  anthropic: [
    /\.source\.(?:url|type)$/,
    / request .*\.(?:content|system)\[\](?:\.content(?:\[\])?)?\.type$/,
    / request .*content\.content\.type$/,
  ],
  google: [
    /\.(?:inlineData|fileData|audioTranscription|videoMetadata)\./,
    /\.(?:partialArgs|functionResponse\.parts)\[\]/,
    /\.responseFormat\[\]\.(?:audio|image|video)\./,
    /^\S+ request \$\.generationConfig\.(?:speechConfig|imageConfig|audioTranscriptionConfig|responseModalities)\b/,
  ],
} as const;

/** What spells out text that is read elsewhere. */
const SPELLED = /\.logprobsResult\./;

/** Numbers that are nobody's parameter: amounts in free JSON. */
const FREE_NUMBERS = /\.(?:mediaResolution|retrieval|fileSearch|googleSearchRetrieval|computerUse|exaAiSearch)\./;

/** What must come back as it was: the caller's own name of a call. */
const OWN = /\.custom_id$/;

/** Sets that no table lists: of JSON Schema, of events by another name than their own, and of Google's parameters that nobody needs to keep. */
const UNLISTED = [
  /input_schema\.type$/,
  / events \$\.type$/,
  /\.(?:mediaResolution|routingConfig|modelSelectionConfig|retrieval|googleMaps|googleSearch|googleSearchRetrieval|enterpriseWebSearch)\./,
  /\.(?:computerUse|urlContextMetadata|exaAiSearch)\./,
];

const APIS = [
  ['Anthropic', positionsOf(ANTHROPIC, ANTHROPIC_TABLE), REFUSED.anthropic, [907, 602, 22]],
  ['Google', positionsOf(GOOGLE, GOOGLE_TABLE), REFUSED.google, [554, 257, 136]],
] as const;

describe.each(APIS)('what the client of %s types', (_, positions, refused, counts) => {
  const isRefused = ({ name }: Position) => refused.some((pattern) => pattern.test(name));
  const strings = positions.filter(({ kinds }) => kinds.some((kind) => !['n', 'b'].includes(kind)));
  const readable = strings.filter((position) => !isRefused(position) && !SPELLED.test(position.name));
  const numbers = positions.filter(({ kinds, name }) => kinds.includes('n') && !FREE_NUMBERS.test(name));

  it('is listed', () => {
    expect([positions.length, readable.length, strings.filter(isRefused).length]).toEqual(counts);
  });

  it('is a leaf of text wherever a string stands, or refused', () => {
    const isLeaf = (outcome: ReturnType<typeof read>) =>
      typeof outcome !== 'string' && outcome.some(({ text, role }) => text === SENTINEL && role === 'text');
    const texts = readable.filter(({ path }) => !OWN.test(path));
    expect(failing(texts, (position) => outcomes(position, SENTINEL).every(isLeaf))).toEqual([]);
  });

  it('is a leaf also where it looks like an id', () => {
    const isLeaf = (outcome: ReturnType<typeof read>) =>
      typeof outcome !== 'string' && outcome.some(({ text }) => text === 'Zq7sentinel');
    expect(failing(readable, (position) => outcomes(position, 'Zq7sentinel').every(isLeaf))).toEqual([]);
  });

  it('is refused where it cannot be read', () => {
    const good = (position: Position) =>
      outcomes(position, SENTINEL).every((outcome) => outcome === 'input_unreadable');
    expect(failing(strings.filter(isRefused), good)).toEqual([]);
  });

  it('is no text where it is of a closed set', () => {
    const values = readable.flatMap((position) =>
      position.kinds.filter((kind) => kind.startsWith('=')).map((kind) => [position, kind.slice(1)] as const),
    );
    const unknown = values
      .filter(([position, value]) =>
        outcomes(position, value).some(
          (outcome) =>
            typeof outcome === 'string' || outcome.some(({ role, text }) => role === 'text' && text === value),
        ),
      )
      .map(([{ name }, value]) => `${name} ${value}`);
    expect(
      unknown.filter((line) => !UNLISTED.some((pattern) => pattern.test(line.slice(0, line.lastIndexOf(' '))))),
    ).toEqual([]);
  });

  it('is a parameter wherever a number stands', () => {
    const isParameter = (position: Position) =>
      outcomes(position, 4481234).every(
        (outcome) =>
          outcome === 'input_unreadable' ||
          (typeof outcome !== 'string' && outcome.every(({ role }) => role !== 'text')),
      );
    expect(failing(numbers, isParameter)).toEqual([]);
  });
});
