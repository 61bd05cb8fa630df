import { describe, expect, it } from 'vitest';
import type { Draft } from './draft.ts';
import { DESCRIBED_LEAVES, type DescribedLeaf, plantAt } from './fixtures/described-leaves.test-support.ts';
import type { OperationEntry } from './operations/operation-entry.ts';
import { OPERATION_TABLE } from './operations/table.ts';
import { readDraft } from './read-draft.ts';
import { FREE, REFUSED as REFUSED_SHAPE, type Shape } from './shape.ts';

const SENTINEL = 'Zq7 sentinel "4481234"';
const AS_ID = 'Zq7sentinel';

const ENTRIES = new Map(OPERATION_TABLE.map((entry) => [`${entry.method} ${entry.path}`, entry]));

/** Positions that are refused, whatever string stands there: pictures, sound, archives, and kinds of parts that no one has named. */
const REFUSED: readonly RegExp[] = [
  / request .*\.image_(?:url|file)\./,
  /grader.*\.(?:image_url|input_audio\.\w+)$/,
  / request .*content\.\[\]\.type$/,
  /grader.*\.(?:input\.\[\]|content(?:\.\[\])?)\.type$/,
  /^POST \/containers request skills\.\[\]\.source\./,
];

/** Positions that are never leaves, since they spell out text that is read elsewhere. */
const SPELLED = / logprobs\./;

const isRefused = (name: string) => REFUSED.some((pattern) => pattern.test(name));
const nameOf = ({ call, side, steps }: DescribedLeaf) => `${call} ${side} ${steps.join('.')}`;

const JSON_LEAVES = DESCRIBED_LEAVES.filter(({ side, kinds, steps, call }) => {
  const whole = steps.length === 0;
  return side !== 'form' && !whole && !kinds.includes('f') && sideOf(call, side) !== undefined;
}).map((leaf) => [nameOf(leaf), leaf] as const);

function sideOf(call: string, side: DescribedLeaf['side']): Shape | undefined {
  const entry = ENTRIES.get(call);
  return side === 'events' ? entry?.events?.others : side === 'form' ? undefined : entry?.[side];
}

/** The shapes a position may have: of an event, those of all that have its field. */
function shapesOf({ call, side, steps }: DescribedLeaf): readonly Shape[] {
  const entry = ENTRIES.get(call) as OperationEntry;
  if (side !== 'events') return [sideOf(call, side) ?? FREE];
  const named = Object.values(entry.events?.named ?? {});
  const first = steps[0] ?? '';
  const fitting = [...named, entry.events?.others ?? FREE].filter(({ fields }) => Object.hasOwn(fields ?? {}, first));
  return fitting;
}

function drafts(leaf: DescribedLeaf, value: unknown): readonly Draft[] {
  const shapes = shapesOf(leaf);
  expect(shapes).not.toEqual([]);
  return shapes.map((shape) => {
    const draft = readDraft(JSON.stringify(plantAt(leaf.steps, value)), { shape, maxDepth: 64 });
    if (typeof draft === 'string') throw new TypeError(draft);
    return draft;
  });
}

describe('what the API describes of the operations beside text', () => {
  it('is listed', () => {
    expect([DESCRIBED_LEAVES.length, JSON_LEAVES.length]).toEqual([2866, 2783]);
  });
});

const STRINGS = JSON_LEAVES.filter(([name, { kinds }]) => /[sea]/.test(kinds) && !SPELLED.test(name));

describe('a string', () => {
  it.each(STRINGS)('is text or refused: %s', (name, leaf) => {
    for (const value of [SENTINEL, AS_ID]) {
      for (const draft of drafts(leaf, value)) {
        expect([name, draft.refusal]).toEqual([name, isRefused(name) ? 'input_unreadable' : undefined]);
        if (isRefused(name)) continue;
        expect(draft.leaves.map(({ text }) => text)).toContain(value);
        if (value === SENTINEL) expect(draft.leaves.find(({ text }) => text === value)?.role).toBe('text');
      }
    }
  });
});

describe('a number', () => {
  it.each(JSON_LEAVES.filter(([, { kinds, steps }]) => kinds === 'n' && !steps.includes('*')))(
    'is a parameter: %s',
    (_, leaf) => {
      for (const draft of drafts(leaf, 4_481_234))
        expect(draft.leaves.filter(({ role }) => role === 'text')).toEqual([]);
    },
  );
});

describe('a key', () => {
  it.each(JSON_LEAVES.filter(([name]) => !isRefused(name)))('of the API is no leaf: %s', (_, leaf) => {
    for (const draft of drafts(leaf, true)) {
      expect(draft.leaves.map(({ text }) => text)).toEqual(leaf.steps.includes('*') ? ['chosen'] : []);
    }
  });
});

const FORM_LEAVES = DESCRIBED_LEAVES.filter(({ side, call }) => side === 'form' && ENTRIES.has(call)).map(
  (leaf) => [nameOf(leaf), leaf] as const,
);

describe('a field of a form', () => {
  it.each(FORM_LEAVES)('is named, and is text or a file: %s', (_, { call, steps, kinds }) => {
    const form = ENTRIES.get(call)?.form ?? {};
    const field = form[`${steps[0]}[${steps[1]}]`] ?? form[steps[0] ?? ''];
    if (kinds === 'f' || field === 'file' || field === 'part') return expect(['file', 'part']).toContain(field);
    const draft = readDraft(JSON.stringify(SENTINEL), { shape: field as Shape, maxDepth: 1 });
    if (field === REFUSED_SHAPE) return expect(draft).toMatchObject({ refusal: 'input_unreadable' });
    return expect(draft).toMatchObject({ refusal: undefined, leaves: [{ text: SENTINEL, role: 'text' }] });
  });

  it.each(FORM_LEAVES.filter(([, { kinds }]) => kinds === 'n'))('that is a number is a parameter: %s', (_, leaf) => {
    const field = ENTRIES.get(leaf.call)?.form?.[leaf.steps[0] ?? ''] as Shape;
    expect(readDraft('"0.25"', { shape: field, maxDepth: 1 })).toMatchObject({ leaves: [] });
  });
});
