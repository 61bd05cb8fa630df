import { FORMAL_RECOGNIZERS, scan } from '@sallyport/phi';
import { type Policy, SAFE_HARBOR, SAFE_HARBOR_TOKENS } from '@sallyport/policy';
import type { Detect } from './ports.ts';

/** Detection by `@sallyport/phi` with its own recognizers, in this process. */
export const DEFAULT_DETECT: Detect = async (inputs) =>
  inputs.map(({ text, field, structure }) =>
    scan(text, {
      ...(field === undefined ? {} : { field }),
      ...(structure === true ? { recognizers: FORMAL_RECOGNIZERS } : {}),
    }),
  );

/** The policy both doors follow until another is configured: HIPAA Safe Harbor. */
export const DEFAULT_POLICY: Policy = SAFE_HARBOR;

/** The policies there are without configuration, by name. */
export const COMPILED_POLICIES = Object.freeze({
  'safe-harbor': SAFE_HARBOR,
  'safe-harbor-tokens': SAFE_HARBOR_TOKENS,
} as const satisfies Record<string, Policy>);
