import { join } from 'node:path';
import { type MarkedDocument, readMarkedFolder } from '@sallyport/testkit';
import { readLines } from './read-corpora.ts';
import { spoilDocument } from './spoil.ts';
import { type Variation, varyDocument } from './vary.ts';

/** Corpora that may be learnt from where they are given, and the share of each that an epoch takes. */
const PERMITTED: Readonly<Record<string, number>> = {
  presidio_synth: 0.6,
  wnut17: 0.6,
  hard_cases: 0.6,
  meddocan_es: 0.3,
  pii_anon_clinical: 0.15,
  pii_anon_adversarial: 0.15,
};
/** Of the authored texts. */
const COPIES = 3;
const VARIED = { authored: 0.85, permitted: 0.6 } as const;

/** What there is to learn from. */
export interface Sources {
  readonly authored: readonly MarkedDocument[];
  readonly permitted: readonly { readonly documents: readonly MarkedDocument[]; readonly share: number }[];
}

/** Reads the authored texts, and, where a folder of them is given, the permitted corpora. */
export function readSources(corpora: string | undefined): Sources {
  const read = (name: string, share: number) => ({ documents: readLines(join(corpora ?? '', `${name}.jsonl`)), share });
  return {
    authored: readMarkedFolder(join(import.meta.dirname, 'corpus')),
    permitted: corpora === undefined ? [] : Object.entries(PERMITTED).map(([name, share]) => read(name, share)),
  };
}

/** All texts there are, as they are. */
export function documentsOf({ authored, permitted }: Sources): readonly MarkedDocument[] {
  return [...authored, ...permitted.flatMap(({ documents }) => documents)];
}

/** The texts of one epoch, varied and spoilt anew, in an order of chance. */
export function epochTexts({ authored, permitted }: Sources, variation: Variation): readonly MarkedDocument[] {
  const { random } = variation;
  const vary = (document: MarkedDocument, share: number) =>
    spoilDocument(random.chance(share) ? varyDocument(document, variation) : document, random);
  const texts = authored.flatMap((document) => Array.from({ length: COPIES }, () => vary(document, VARIED.authored)));
  for (const { documents, share } of permitted)
    for (const document of documents) if (random.chance(share)) texts.push(vary(document, VARIED.permitted));
  return random.shuffle(texts);
}
