import type { CompanionEvidence } from './companion-evidence.ts';
import type { ExportFolder } from './export-folder.ts';
import type { ExportState } from './export-state.ts';
import type { ProgressLine } from './progress-line.ts';

/** What the steps of an export work with. */
export interface Exporting extends Pick<ExportState, 'wish' | 'plan'> {
  readonly evidence: CompanionEvidence;
  readonly folder: ExportFolder;
  readonly progress: ProgressLine;
  /** Interrupts it. */
  readonly signal: AbortSignal;
}

/** How many things are asked for at once. */
export const AT_ONCE = 4;
