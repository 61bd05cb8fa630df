import { STAGES } from '@sallyport/pipeline';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Place, VICTIMS } from './place.ts';
import { planRounds } from './plan-rounds.ts';
import type { Strike } from './strike.ts';

const isStage = (place: Place): boolean => STAGES.some((stage) => stage === place);
const placeAtEntry = ({ when }: Strike) =>
  'aim' in when && when.aim.delayMs === 0 ? [when.aim.place].filter(isStage) : [];

describe('planRounds', () => {
  it('strikes at the entry of each stage once in every two rounds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), (pairs) => {
        const rounds = planRounds(2 * pairs);
        expect(rounds).toHaveLength(2 * pairs);
        for (let pair = 0; pair < pairs; pair++) {
          const strikes = rounds.slice(2 * pair, 2 * pair + 2).flat();
          expect(strikes.flatMap(placeAtEntry).toSorted()).toEqual(STAGES.toSorted());
        }
      }),
    );
  });

  it('kills everything in each round, alone and together', () => {
    for (const round of planRounds(50)) {
      for (const victim of VICTIMS) expect(round.map(({ victims }) => victims)).toContainEqual([victim]);
      expect(round.map(({ victims }) => victims)).toContainEqual(VICTIMS);
    }
  });

  it('is another plan each time', () => {
    expect(planRounds(3)).not.toEqual(planRounds(3));
  });
});
