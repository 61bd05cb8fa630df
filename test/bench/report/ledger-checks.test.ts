import { describe, expect, it } from 'vitest';
import { ledgerChecks } from './ledger-checks.ts';

const BEFORE = { leaves: 2, proofs: 1, intents: 1, outcomes: 0, clientOutcomes: 0 };

const holds = (after: typeof BEFORE, calls: number) =>
  ledgerChecks({ before: BEFORE, after, calls }).every((check) => check.holds);

describe('ledgerChecks', () => {
  it('holds when each call left its three leaves', () => {
    expect(holds({ leaves: 32, proofs: 11, intents: 11, outcomes: 10, clientOutcomes: 0 }, 10)).toBe(true);
  });

  it.each([
    ['proof', { leaves: 31, proofs: 10, intents: 11, outcomes: 10, clientOutcomes: 0 }],
    ['intent', { leaves: 31, proofs: 11, intents: 10, outcomes: 10, clientOutcomes: 0 }],
    ['outcome', { leaves: 31, proofs: 11, intents: 11, outcomes: 9, clientOutcomes: 0 }],
  ])('does not hold when one %s is missing', (_, after) => {
    expect(holds(after, 10)).toBe(false);
  });
});
