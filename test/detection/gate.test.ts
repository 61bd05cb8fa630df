import { join } from 'node:path';
import { ENTITIES } from '@sallyport/core';
import { scan } from '@sallyport/phi';
import { readMarkedFolder } from '@sallyport/testkit';
import { expect, it } from 'vitest';
import { score } from './score.ts';

/** What was reached, never to be lowered. The goal is 0.95 at 3 false hits of a thousand words, and 0.85 for every entity. */
const REACHED = { recall: 0.77, falsePerThousand: 8.5, everyEntity: 0.6 } as const;

it('finds in authored texts of genres it was never trained on what it found before, and no more that is none', () => {
  const documents = readMarkedFolder(join(import.meta.dirname, 'corpus'));
  expect(documents.filter(({ spans }) => spans.length === 0).length / documents.length).toBeGreaterThan(0.3);
  const { recall, byEntity, falsePerThousand, identifiers } = score(documents, (text) => scan(text));
  expect(identifiers).toBeGreaterThan(6_000);
  expect(recall).toBeGreaterThanOrEqual(REACHED.recall);
  expect(falsePerThousand).toBeLessThanOrEqual(REACHED.falsePerThousand);
  for (const entity of ENTITIES)
    expect([entity, byEntity.get(entity) ?? 0]).toEqual([
      entity,
      expect.toSatisfy((share: number) => share >= REACHED.everyEntity),
    ]);
});
