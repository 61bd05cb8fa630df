import { scan } from '@sallyport/phi';
import { type Policy, SAFE_HARBOR } from '@sallyport/policy';
import type { Detect } from './ports.ts';

/** Detection by `@sallyport/phi` with its own recognizers, in this process. */
export const DEFAULT_DETECT: Detect = async (inputs) =>
  inputs.map(({ text, field }) => scan(text, field === undefined ? {} : { field }));

/** The policy both doors follow until another is configured: HIPAA Safe Harbor. */
export const DEFAULT_POLICY: Policy = SAFE_HARBOR;
