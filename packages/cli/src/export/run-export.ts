import type { AdminClient } from '../admin/admin-client.ts';
import { chooseEntries, forgetChosen } from './chosen-entries.ts';
import { CompanionEvidence } from './companion-evidence.ts';
import type { ExportFolder } from './export-folder.ts';
import { beginExport, type ExportState, writeState } from './export-state.ts';
import type { ExportWish } from './export-wish.ts';
import type { Exporting } from './exporting.ts';
import { fetchContents } from './fetch-contents.ts';
import { fetchContext } from './fetch-context.ts';
import { fetchEntries, fetchHead, fetchUpperTiles } from './fetch-log.ts';
import { fetchRecordings } from './fetch-recordings.ts';
import { type FinishedBundle, finishBundle } from './finish-bundle.ts';
import { forgetEdge } from './forget-edge.ts';
import type { ProgressLine } from './progress-line.ts';
import { surveyEntries } from './survey-entries.ts';

/** What evidence is exported with. */
export interface ExportParts {
  readonly client: AdminClient;
  readonly folder: ExportFolder;
  readonly wish: ExportWish;
  /** Whether the seed of the sample was named, and not drawn. */
  readonly seeded: boolean;
  readonly progress: ProgressLine;
  /** Interrupts it; run again, it goes on. */
  readonly signal: AbortSignal;
}

/**
 * Exports evidence to a folder, or goes on with it there: what is there is not fetched again. The log may grow meanwhile; the export stays with the
 * checkpoint of its beginning. Memory is bounded: entries are in it some hundreds at a time, and of what they rest on a number for each.
 * Raises what the companion does, `folder_taken`, `file_unwritable`, `file_unreadable`.
 */
export async function runExport({
  client,
  folder,
  wish,
  seeded,
  progress,
  signal,
}: ExportParts): Promise<FinishedBundle> {
  const evidence = new CompanionEvidence(client, signal);
  const begin = (asked: ExportWish) => evidence.begin(asked);
  let state = await beginExport(folder, { url: client.url, wish, seeded, begin });
  for (;;) {
    const exporting = { ...state, evidence, folder, progress, signal };
    const purges = await fetchAll(exporting);
    if (purges.every((index) => index < state.plan.size)) {
      const finished = await finishBundle(exporting);
      if (finished.report.ok) await folder.finish();
      return finished;
    }
    state = await withLaterCheckpoint(exporting, state);
  }
}

/** Fetches all that the export is made of. Gives where the events stand that say that recordings were purged. */
async function fetchAll(exporting: Exporting): Promise<readonly number[]> {
  await fetchHead(exporting);
  await fetchUpperTiles(exporting);
  await fetchEntries(exporting);
  await chooseEntries(exporting);
  const survey = await surveyEntries(exporting);
  await fetchContents(exporting, survey);
  const purges = await fetchRecordings(exporting, survey);
  await fetchContext(exporting, { needs: survey.needs, purges });
  return purges;
}

/**
 * A recording that was purged after the export began is missing, and only an event that the checkpoint does not cover says why: a later one does. The
 * entries stay the same, but where they go to the end of the log.
 */
async function withLaterCheckpoint(exporting: Exporting, state: ExportState): Promise<ExportState> {
  const { witnessed: _, ...plan } = state.plan;
  const head = await exporting.evidence.head();
  const end = plan.end === plan.size ? head.size : plan.end;
  const later = { ...state, plan: { ...plan, ...head, end } };
  // Before the state says so: it may be interrupted here, too.
  await forgetEdge(exporting.folder);
  await forgetChosen(exporting);
  await writeState(exporting.folder, later);
  return later;
}
