import { SallyportError, type Span } from '@sallyport/core';
import type { Engine } from '@sallyport/phi';
import { checkQuote, readFinding, readList, readName, readObject, type Unread } from '../answer.ts';
import { categoryOf } from '../category.ts';
import { codePointOffsets } from '../code-points.ts';
import { createEngine, type EngineLimits } from '../create-engine.ts';
import { COMPREHEND_CATEGORIES } from './categories.ts';

/** What is used of the `ComprehendMedical` client of `@aws-sdk/client-comprehendmedical`. */
export interface ComprehendMedicalClient {
  detectPHI(input: { Text: string }, options: { abortSignal: AbortSignal }): Promise<object>;
}

/** How to ask Amazon Comprehend Medical. */
export interface ComprehendMedicalOptions extends EngineLimits {
  /** A `ComprehendMedical`, with region, credentials and retries of its own. */
  readonly client: ComprehendMedicalClient;
}

/** What DetectPHI takes: 20,000 bytes of UTF-8 (guidelines and quotas of Comprehend Medical). */
const CHUNK = { limit: 20_000, unit: 'utf8' } as const;

/** Amazon Comprehend Medical, DetectPHI: the texts, which must be English, are sent to AWS. A part of an answer is none. */
export function comprehendMedical({ client, ...limits }: ComprehendMedicalOptions): Engine {
  return createEngine({
    name: 'comprehend-medical',
    chunk: CHUNK,
    limits,
    analyze: async (chunks, abortSignal) =>
      Promise.all(chunks.map(async (Text) => readAnswer(Text, await client.detectPHI({ Text }, { abortSignal })))),
  });
}

/** The service counts in code points. The request has no field for the token of a next page, so an answer with one is cut short. */
function readAnswer(text: string, answer: unknown): readonly Span[] {
  const { Entities, PaginationToken } = readObject(answer);
  if (typeof PaginationToken === 'string' && PaginationToken !== '') throw new SallyportError('engine_invalid');
  const unitsOf = codePointOffsets(text);
  return readList(Entities).flatMap((entity) => readEntity(text, { entity, unitsOf }));
}

function readEntity(
  text: string,
  { entity, unitsOf }: { readonly entity: Unread; readonly unitsOf: ReturnType<typeof codePointOffsets> },
): readonly Span[] {
  const [start, end] = [unitsOf(entity.BeginOffset), unitsOf(entity.EndOffset)];
  const category = categoryOf(COMPREHEND_CATEGORIES, [readName(entity.Type)]);
  const spans = readFinding(text, { start, end, score: entity.Score, category });
  checkQuote(text.slice(start, end), entity.Text);
  return spans;
}
