import { planRounds } from './plan/plan-rounds.ts';
import type { ChaosReport } from './report.ts';
import { Cast } from './stage/cast.ts';
import { conclude } from './stage/conclude.ts';
import { Landings } from './stage/landings.ts';
import { openSurroundings } from './stage/open-surroundings.ts';
import { strikeAt } from './stage/strike-at.ts';

/** How much chaos. */
export interface ChaosOptions {
  readonly rounds: number;
  /** Told after each round how many have been. */
  readonly onRound?: (rounds: number) => void;
}

/**
 * Puts companion, client and database under load, kills them over and over (SIGKILL), and holds what they promised against the ledger that is left.
 * Raises `ChaosFailure` when something ends that was not killed, or does not come back.
 */
export async function runChaos({ rounds, onRound }: ChaosOptions): Promise<ChaosReport> {
  const surroundings = await openSurroundings();
  const cast = new Cast(surroundings);
  const landings = new Landings();
  let keepFolder = true;
  try {
    await cast.beginCompanion();
    cast.client.begin();
    await cast.recovered();
    for (const [index, strikes] of planRounds(rounds).entries()) {
      for (const strike of strikes) await strikeAt({ surroundings, cast, landings }, strike);
      cast.book.takeRequests(surroundings.provider);
      await cast.book.settle();
      onRound?.(index + 1);
    }
    const conclusion = await conclude(surroundings, cast);
    keepFolder =
      conclusion.faults.length > 0 || conclusion.unverified !== undefined || conclusion.rollback === undefined;
    return { rounds, landings, ...conclusion, ...(keepFolder ? { folder: surroundings.folder } : {}) };
  } finally {
    await cast.end();
    await surroundings.close({ keepFolder });
  }
}
