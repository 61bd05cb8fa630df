import { FORMAL_RECOGNIZERS, scan } from '@sallyport/phi';
import { type Policy, SAFE_HARBOR } from '@sallyport/policy';
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
