import { describe, expect, it } from 'vitest';
import { POSITIONS, type Position, plant, read, shapesAt } from './fixtures/positions.test-support.ts';
import { OPERATION_TABLE } from './operations/table.ts';

const SENTINEL = 'Zq7 sentinel "4481234"';

/** Positions in which no string can be read, whatever it is. */
const REFUSED = [
  // Pictures, sound, files and archives, given whole or by a link
  /\.(?:image_url|file_url|file_data|input_audio\.(?:data|format)|source\.data|image_url\.(?:url|detail))$/,
  /\.audio\.(?:data|id|transcript|expires_at)$/,
  // The tokens of an answer that is given back
  / request .*\.logprobs\[\]/,
];

/** Kinds of parts, which must be known ones: in what is asked, in variables, and in templates. */
const PART_KINDS = [
  / request .*\.(?:input|items|content|output|summary)(?:\[\])?\.type$/,
  /\.(?:template|variables|content_parts)(?:\[\]|\.\{\*\})\.type$/,
  /(?:\.grader|\.graders|\.testing_criteria\[\])\.input\[\](?:\.content(?:\[\])?)?\.type$/,
  /\.template\[\]\.content(?:\[\])?\.type$/,
];

/** Tokens of an answer, which spell out text that is read elsewhere. */
const SPELLED = /(?:response|events) .*\.logprobs\b/;

/** Numbers that may be identifiers: attributes of files, and what they are compared with. */
const CHOSEN = /\.(?:attributes\.\{\*\}|value|value\[\])$/;

const name = ({ operation, side, path }: Position) => `${operation} ${side} ${path}`;
const matches = (patterns: readonly RegExp[]) => (position: Position) =>
  patterns.some((pattern) => pattern.test(name(position)));
const isRefused = matches(REFUSED);
const isPartKind = matches(PART_KINDS);
const isSpelled = matches([SPELLED]);

/** What becomes of a value in a position, in each shape it may be read by. */
function outcomes(position: Position, value: unknown): readonly ReturnType<typeof read>[] {
  const place = position.path === '$.type' && position.side === 'events' ? named(position, value) : shapesAt(position);
  return place.map((shape) => read(shape, plant(position.path, value)));
}

/** An event's kind is read by the shape of that name. */
function named(position: Position, value: unknown) {
  const events = OPERATION_TABLE.find(({ id }) => id === position.operation)?.events;
  const shape = events?.named?.[String(value)];
  return shape === undefined ? shapesAt(position) : [shape];
}

function failing(positions: readonly Position[], good: (position: Position) => boolean): readonly string[] {
  return positions.filter((position) => !good(position)).map(name);
}

const strings = POSITIONS.filter(({ kinds }) => kinds.some((kind) => !['n', 'b'].includes(kind)));
const readable = strings.filter((position) => !isRefused(position) && !isSpelled(position));

describe('every string of these operations', () => {
  it('is listed', () => {
    const refused = strings.filter(isRefused).length;
    const kinds = readable.filter(isPartKind).length;
    expect([POSITIONS.length, strings.length, readable.length, refused, kinds]).toEqual([5800, 4525, 4245, 239, 63]);
  });

  it('is a leaf, or refused where a kind of part must be known', () => {
    const isLeaf = (outcome: ReturnType<typeof read>) =>
      typeof outcome !== 'string' && outcome.some(({ text, role }) => text === SENTINEL && role === 'text');
    const good = (position: Position) => {
      const read = outcomes(position, SENTINEL);
      if (isPartKind(position)) return read.every((outcome) => outcome === 'input_unreadable');
      // Of the events that know the key, sound may be refused
      return read.some(isLeaf) && read.every((outcome) => isLeaf(outcome) || outcome === 'input_unreadable');
    };
    expect(failing(readable, good)).toEqual([]);
  });

  it('is a leaf also when it looks like an id', () => {
    const good = (position: Position) =>
      outcomes(position, 'Zq7sentinel').some(
        (outcome) => typeof outcome !== 'string' && outcome.some(({ text }) => text === 'Zq7sentinel'),
      );
    expect(failing(readable, (position) => isPartKind(position) || good(position))).toEqual([]);
  });

  it('is refused where it cannot be read', () => {
    const good = (position: Position) => outcomes(position, SENTINEL).every((read) => read === 'input_unreadable');
    expect(failing(strings.filter(isRefused), good)).toEqual([]);
  });

  it('is no leaf where it is of a closed set', () => {
    const values = POSITIONS.flatMap((position) =>
      position.kinds.filter((kind) => kind.startsWith('=')).map((kind) => [position, kind.slice(1)] as const),
    );
    const unknown = values
      .filter(([position]) => !isRefused(position))
      .filter(
        ([position, value]) =>
          !outcomes(position, value).every(
            (read) => typeof read !== 'string' && read.every(({ role }) => role !== 'text'),
          ),
      )
      .map(([position, value]) => `${name(position)} ${value}`);
    // Sound and pictures are kinds of parts too
    expect(unknown.filter((line) => !/\.type (?:input_audio|image_url)$/.test(line))).toEqual([]);
    expect(unknown.length).toBe(24);
    expect(values.length).toBe(5934);
  });
});

describe('every number of these operations', () => {
  it('is a parameter, save where it may be an identifier', () => {
    const numbers = POSITIONS.filter((position) => position.kinds.includes('n') && !isRefused(position));
    const isText = (position: Position) =>
      outcomes(position, 4481234).some((read) => typeof read === 'string' || read.some(({ role }) => role === 'text'));
    expect(failing(numbers, (position) => isText(position) === CHOSEN.test(position.path))).toEqual([]);
    expect(numbers.length).toBe(1008);
  });
});

it('knows every key of these operations', () => {
  const isKnown = (position: Position) => {
    const read = outcomes(position, null);
    return read.length > 0 && read.every((outcome) => typeof outcome === 'string' || hasNoKey(outcome));
  };
  const hasNoKey = (leaves: Exclude<ReturnType<typeof read>, string>) => leaves.every(({ text }) => text === 'chosen');
  expect(failing(POSITIONS, isKnown)).toEqual([]);
});

it('reads a stored response, a cancelled one and a page as it reads a new one', () => {
  const shape = (id: string) => OPERATION_TABLE.find((entry) => entry.id === id)?.response;
  expect(shape('responses.retrieve')).toBe(shape('responses.create'));
  expect(shape('responses.cancel')).toBe(shape('responses.create'));
  expect(shape('conversations.items.list')?.fields?.data?.items).toBe(shape('conversations.items.retrieve'));
  expect(shape('evals.runs.list')?.fields?.data?.items).toBe(shape('evals.runs.create'));
  expect(shape('evals.runs.output_items.list')?.fields?.data?.items).toBe(shape('evals.runs.output_items.retrieve'));
});
