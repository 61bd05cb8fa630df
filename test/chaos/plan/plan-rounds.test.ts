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
  it('strikes at the entry of six stages a round, of each as often as of any other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), (count) => {
        const rounds = planRounds(count);
        expect(rounds).toHaveLength(count);
        for (const round of rounds) expect(round.flatMap(placeAtEntry)).toHaveLength(6);
        const struck = rounds.flat().flatMap(placeAtEntry);
        const times = STAGES.map((stage) => struck.filter((place) => place === stage).length);
        expect(Math.max(...times) - Math.min(...times)).toBeLessThanOrEqual(1);
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
