import { bundleText } from '../bundle/bundle-text.ts';
import { believe } from '../verify/believed-trust.ts';
import type { FinishedBundle } from './finish-bundle.ts';

/** What is said of an export: what it is of, and what was checked of it. */
export function exportText({ trust, report }: FinishedBundle): string {
  return bundleText(report, believe(trust, { options: {}, from: 'companion' }));
}
