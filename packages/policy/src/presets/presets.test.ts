import { ENTITIES, type Entity } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { decide } from '../decide.ts';
import { deidentifies } from '../deidentifies.ts';
import type { Question } from '../question.ts';
import { PRESET_NAMES, PRESETS, type PresetName } from './presets.ts';

const one = (entity: Entity) => ({ [entity]: 1 });
const CHAT: Question = { operation: 'chat.completions.create', baa: true, purpose: 'research' };

function about(preset: PresetName, more: Partial<Question>) {
  return decide(PRESETS[preset], { ...CHAT, ...more });
}

describe('limited-data-set', () => {
  // 45 CFR 164.514(e)(2)(i)-(xvi), and what it does not name.
  const DIRECT = ENTITIES.filter((entity) => !['DATE', 'AGE_OVER_89', 'LOCATION'].includes(entity));

  it.each(['out', 'back'] as const)(
    'lets dates and ages stay %s, and nothing that identifies directly',
    (direction) => {
      const plan = about('limited-data-set', {}).operators[direction];
      expect(DIRECT.map((entity) => plan[entity])).toEqual(DIRECT.map(() => 'redact'));
      expect([plan.DATE, plan.AGE_OVER_89, plan.LOCATION]).toEqual(['allow', 'allow', 'generalize']);
    },
  );

  it.each<[Partial<Question>, string]>([
    [{}, 'allow'],
    [{ baa: 'self_hosted', purpose: 'public_health' }, 'allow'],
    [{ purpose: 'operations' }, 'allow'],
    [{ purpose: 'treatment' }, 'deny'],
    [{ purpose: undefined as never }, 'deny'],
    [{ baa: false }, 'deny'],
    [{ baa: undefined as never }, 'deny'],
  ])('is for the purposes and providers of the law: %j %s', (more, effect) => {
    expect(about('limited-data-set', more).effect).toBe(effect);
  });
});

describe('minimum-necessary', () => {
  it('bounds what it allows, and records only that it was', () => {
    expect(about('minimum-necessary', {})).toMatchObject({
      effect: 'allow',
      recording: 'metadata',
      limits: { bodyBytes: 262_144, inputs: 64 },
    });
  });

  it.each(['files.create', 'batches.create', 'fine_tuning.jobs.create', 'vector_stores.create'])(
    'denies %s',
    (operation) => {
      expect(about('minimum-necessary', { operation }).effect).toBe('deny');
    },
  );
});

describe('self-hosted', () => {
  it('is for models that never leave the house', () => {
    expect(about('self-hosted', { baa: 'self_hosted', entities: one('NAME') }).effect).toBe('allow');
    for (const baa of [true, false]) expect(about('self-hosted', { baa }).effect).toBe('deny');
  });
});

describe('a preset', () => {
  it.each(PRESET_NAMES)('%s lets no identifier reach a provider without an agreement', (preset) => {
    for (const entity of ENTITIES) {
      const decision = about(preset, { baa: false, entities: one(entity) });
      if (decision.effect !== 'deny') expect(deidentifies(decision.operators.out[entity], entity)).toBe(true);
    }
  });

  it('is known by its digest', () => {
    expect(new Set(Object.values(PRESETS).map(({ digest }) => digest)).size).toBe(PRESET_NAMES.length);
    for (const name of PRESET_NAMES) expect(PRESETS[name].name).toBe(name);
  });
});
