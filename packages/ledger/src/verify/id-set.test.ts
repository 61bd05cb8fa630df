import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IdSet } from './id-set.ts';

describe('IdSet', () => {
  it('tells what is new, in every shard', () => {
    const ids = new IdSet(2);
    for (const id of ['a', 'b', 'c', 'd', 'e']) expect(ids.add(id)).toBe(true);
    for (const id of ['a', 'b', 'c', 'd', 'e']) expect(ids.add(id)).toBe(false);
    expect(ids.has('e')).toBe(true);
    expect(ids.has('f')).toBe(false);
    expect(ids.size).toBe(5);
  });
});

const UUIDS = fc.uuid().map((id) => id.toLowerCase());
const IDS = fc.oneof(
  UUIDS,
  fc.tuple(fc.nat({ max: 3 }), UUIDS).map(([signer, id]) => `${signer}/${id}`),
  fc.constantFrom('00000000-0000-0000-0000-000000000000', '0/00000000-0000-0000-0000-000000000000', ''),
  fc.string({ maxLength: 8 }),
);

describe('ids of all kinds', () => {
  it('are told apart as a Set tells them apart', () => {
    fc.assert(
      fc.property(fc.array(IDS, { maxLength: 200 }), (list) => {
        const [ids, known] = [new IdSet(16), new Set<string>()];
        for (const id of [...list, ...list.toReversed()]) {
          expect(ids.has(id)).toBe(known.has(id));
          expect(ids.add(id)).toBe(!known.has(id));
          known.add(id);
        }
        expect(ids.size).toBe(known.size);
      }),
    );
  });

  it('stay what they are while the table grows, also those that differ in few bits', () => {
    const ids = new IdSet();
    const idOf = (n: number) => `${n % 2}/00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
    for (let n = 0; n < 20_000; n++) expect(ids.add(idOf(n))).toBe(true);
    for (let n = 0; n < 20_000; n++) expect(ids.add(idOf(n))).toBe(false);
    expect(ids.has(idOf(20_000))).toBe(false);
    expect(ids.size).toBe(20_000);
  });
});
