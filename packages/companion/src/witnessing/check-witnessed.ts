import { SallyportError } from '@sallyport/core';
import type { Turns } from './turns.ts';
import { type Round, type RoundParts, witnessRound } from './witness-round.ts';

/**
 * Asks the witnesses before anything is served or appended: at least one must cosign what is there, and none may have seen anything else.
 * Where none can be asked there is no start: who cuts the witnesses off could otherwise put an older database in the place of this one.
 * Without witnesses it does nothing.
 * Raises `log_rolled_back`, `log_forked`, `witness_unavailable`, `witness_invalid`, `config_invalid` where the witnesses know no such log, `ledger_*`.
 */
export async function checkWitnessed(parts: RoundParts & { readonly turns: Turns }): Promise<void> {
  if (parts.witnesses.length === 0) return;
  const round = await witnessRound(parts);
  if (round.contradiction !== undefined) throw new SallyportError(round.contradiction);
  if (!round.answered) throw unanswered(round, parts);
  await parts.turns.tell(undefined);
}

function unanswered({ failures, strangers }: Round, { witnesses }: RoundParts): SallyportError {
  if (strangers.length === 0) {
    const invalid = failures.every(({ code }) => code === 'witness_invalid');
    return new SallyportError(invalid ? 'witness_invalid' : 'witness_unavailable');
  }
  const at = witnesses.findIndex(({ name }) => strangers.includes(name));
  const place = `ledger/witnesses/${at}: this witness does not know the log of this origin and key`;
  return new SallyportError('config_invalid', { place });
}
