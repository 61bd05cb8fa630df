import type { Operation } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { bytesOf, codeOf, textOf } from './fixtures/bodies.ts';
// Every leaf of the API's public description (openai-node 7.5.0): its path, and the kinds of value it may have
import LEAVES from './fixtures/openai-leaves.json' with { type: 'json' };
import { OPERATIONS } from './match-operation.ts';
import { readRequest, readResponse } from './read-document.ts';
import type { TextDocument } from './text-document.ts';

type Reader = (operation: Operation, body: Uint8Array) => TextDocument;

const READERS: Readonly<Record<'request' | 'response', Reader>> = {
  request: (operation, body) => readRequest(operation, body, {}),
  response: (operation, body) => readResponse(operation, body, {}),
};

/** Positions that are refused, whatever string stands there. */
const REFUSED = [
  /^\$\.(audio|modalities)\b/,
  /^\$\.(messages|choices)\[\](\.message)?\.audio\./,
  /\.content\[\]\.(file|image_url|input_audio)\./,
  /\.content\[\]\.type$/,
];

/** Positions that are never leaves, since they spell out text that is read elsewhere. */
const SPELLED = /\.logprobs\./;

/** Positions where a number is not a parameter but input. */
const INPUT = /^\$\.(input|prompt)\[\]/;

interface Position {
  readonly operation: Operation;
  readonly side: 'request' | 'response';
  readonly path: string;
  readonly kinds: readonly string[];
}

const POSITIONS: readonly Position[] = Object.entries(LEAVES).flatMap(([id, sides]) =>
  OPERATIONS.filter((operation) => operation.id === id).flatMap((operation) =>
    (['request', 'response'] as const).flatMap((side) =>
      Object.entries(sides[side]).map(([path, kinds]) => ({ operation, side, path, kinds })),
    ),
  ),
);

const STRINGS = POSITIONS.filter(({ kinds }) => kinds.some((kind) => kind !== 'num'));
const NUMBERS = POSITIONS.filter(({ kinds }) => kinds.includes('num'));

/** A body with one value, at one path. */
function plant(path: string, value: unknown): unknown {
  const steps = path.match(/\[\]|\.\{\*\}|\.[^.[]+/g) ?? [];
  return steps.reduceRight<unknown>(
    (inner, step) => (step === '[]' ? [inner] : { [step === '.{*}' ? 'chosen' : step.slice(1)]: inner }),
    value,
  );
}

const name = ({ operation, side, path }: Position) => `${operation.id} ${side} ${path}`;
const refused = ({ path }: Position) => REFUSED.some((pattern) => pattern.test(path));
const read = ({ operation, side, path }: Position, value: unknown) =>
  READERS[side](operation, bytesOf(plant(path, value)));

describe('every string of the API', () => {
  it('is listed', () => {
    expect([STRINGS.length, NUMBERS.length]).toEqual([149, 76]);
  });

  it.each(STRINGS.filter((position) => refused(position)).map((position) => [name(position), position] as const))(
    'is refused: %s',
    (_name, position) => {
      expect(codeOf(() => read(position, 'Zq7 sentinel'))).toBe('input_unreadable');
    },
  );

  const readable = STRINGS.filter((position) => !refused(position) && !SPELLED.test(position.path));

  it.each(readable.map((position) => [name(position), position] as const))('is a leaf: %s', (_name, position) => {
    const document = read(position, 'Zq7 sentinel "4481234"');
    const index = document.leaves.findIndex(({ text }) => text === 'Zq7 sentinel "4481234"');
    expect(document.leaves[index]?.role).toBe('text');
    expect(textOf(document.rewrite(new Map([[index, '[NAME]']])))).not.toContain('Zq7');
  });

  it.each(readable.map((position) => [name(position), position] as const))(
    'is a leaf also when it looks like an id: %s',
    (_name, position) => {
      expect(read(position, 'Zq7sentinel').leaves.map(({ text }) => text)).toContain('Zq7sentinel');
    },
  );

  it.each(STRINGS.filter(({ path }) => SPELLED.test(path)).map((position) => [name(position), position] as const))(
    'goes with the text it spells: %s',
    (_name, position) => {
      const planted = plant(position.path, 'Zq7') as { choices: object[] };
      const body = { choices: [{ text: 'Alma', ...planted.choices[0] }] };
      const document = READERS[position.side](position.operation, bytesOf(body));
      const index = document.leaves.findIndex(({ text }) => text === 'Alma');
      expect(textOf(document.rewrite(new Map([[index, '[NAME]']])))).toBe(
        '{"choices":[{"text":"[NAME]","logprobs":null}]}',
      );
    },
  );
});

describe('every number of the API', () => {
  it.each(NUMBERS.map((position) => [name(position), position] as const))(
    'is a parameter, or refused: %s',
    (_name, position) => {
      const text = () => read(position, 4481234).leaves.filter((leaf) => leaf.role === 'text');
      if (refused(position) || INPUT.test(position.path)) expect(codeOf(text)).toBe('input_unreadable');
      else expect(text()).toEqual([]);
    },
  );
});
