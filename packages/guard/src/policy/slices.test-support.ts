import { COMPILED_POLICIES, type PolicySlice } from '@sallyport/pipeline';
import type { CompanionStandIn } from '@sallyport/testkit';

type SliceRule = PolicySlice['rules'][number];

const [REDACTING] = COMPILED_POLICIES['safe-harbor'].rules as readonly [SliceRule];
const [TOKENS] = COMPILED_POLICIES['safe-harbor-tokens'].rules as readonly [SliceRule];

/** A slice of these rules. */
export function sliceOf(...rules: readonly SliceRule[]): PolicySlice {
  return { version: 1, name: 'notes', digest: `sha256:${'0d'.repeat(32)}`, rules };
}

/** Everything is redacted, for calls of this kind; without a kind, for all. */
export function redacting(when?: SliceRule['when']): SliceRule {
  const { when: _, ...rule } = REDACTING;
  return { ...rule, name: 'redacting', ...(when === undefined ? {} : { when }) };
}

/** Everything becomes a token. */
export const TOKENISING: SliceRule = { ...TOKENS, name: 'tokenising' };

/** Nothing is sent, and callers are told why. */
export const DENYING: SliceRule = { ...redacting(), name: 'closed', effect: 'deny', message: 'Ask the help desk.' };

/** How often slices were asked for. */
export function sliceRequests({ controls }: CompanionStandIn): CompanionStandIn['controls'] {
  return controls.filter(({ path }) => path.startsWith('/v1/policy'));
}

/** Answers whoever asks for a slice. */
export function answerSlices(companion: CompanionStandIn, answer: () => ReturnType<CompanionStandIn['control']>): void {
  companion.control = ({ path }) => (path.startsWith('/v1/policy') ? answer() : undefined);
}
