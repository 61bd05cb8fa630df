import type { BundleEntry, BundleManifest } from '@sallyport/ledger';
import { type DerivedFile, deriveFiles, type EvidenceSummary } from 'sallyport';
import { SAMPLE_TRUST, sampleManifest } from './sample-bundle.ts';

/** What was derived, as text. */
export interface Derived {
  readonly summary: EvidenceSummary;
  readonly files: Readonly<Record<DerivedFile['path'], string>>;
  /** The lines of `worksheet/population.csv`. */
  readonly population: readonly string[];
}

/** Derives the files of a bundle with these entries, one witness and a trust of nobody's. */
export async function derive(
  entries: Iterable<BundleEntry> & { readonly length?: number },
  manifest?: Partial<BundleManifest>,
): Promise<Derived> {
  const population: string[] = [];
  const all = Array.isArray(entries) ? (entries as readonly BundleEntry[]) : [];
  const derivation = deriveFiles({
    manifest: { ...sampleManifest(all), ...manifest },
    trust: SAMPLE_TRUST,
    witnesses: ['witness.audit.example'],
    populationLine: async (line) => {
      population.push(line);
    },
  });
  for (const entry of entries) await derivation.take(entry);
  const files = await derivation.end();
  const texts = Object.fromEntries(files.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]));
  return {
    summary: JSON.parse(texts['summary.json'] ?? '') as EvidenceSummary,
    files: texts as Derived['files'],
    population,
  };
}
