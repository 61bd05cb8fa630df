import type { Config } from '../config/index.ts';

/** The verifier keys of the witnesses that a configuration names: whose cosignatures count, for those who trust the companion. */
export function witnessKeys({ ledger }: Pick<Config, 'ledger'>): readonly string[] {
  return (ledger.witnesses ?? []).map(({ key }) => key);
}
