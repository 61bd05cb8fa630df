import { ENTITIES } from '@sallyport/core';
import { expect, it } from 'vitest';
import { DEFAULT_RECOGNIZERS } from './registry.ts';

it('holds recognizers with names of their own', () => {
  expect(new Set(DEFAULT_RECOGNIZERS.map(({ name }) => name)).size).toBe(DEFAULT_RECOGNIZERS.length);
});

it('has a recognizer for every entity', () => {
  const covered = new Set(DEFAULT_RECOGNIZERS.flatMap(({ entities }) => entities));
  expect(ENTITIES.filter((entity) => !covered.has(entity))).toEqual([]);
});
