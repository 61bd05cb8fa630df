import { SallyportError, type Span } from '@sallyport/core';
import type { Engine } from '@sallyport/phi';
import { checkQuote, readFinding, readList, readName, readObject, type Unread } from '../answer.ts';
import { categoryOf } from '../category.ts';
import { createEngine, type EngineLimits } from '../create-engine.ts';
import { AZURE_CATEGORIES } from './categories.ts';

/** What is used of the `TextAnalyticsClient` of `@azure/ai-text-analytics`. */
export interface AzurePhiClient {
  recognizePiiEntities(
    documents: { id: string; text: string; language: string }[],
    options: object,
  ): Promise<readonly unknown[]>;
}

/** How to ask Azure AI Language. */
export interface AzurePhiOptions extends EngineLimits {
  /** A `TextAnalyticsClient`, with endpoint, credential and retries of its own. */
  readonly client: AzurePhiClient;
  /** The language of the texts. Default `en`. */
  readonly language?: string;
}

/** Characters of a document and documents of a request, of the synchronous API (service limits of Azure AI Language). */
const CHUNK = { limit: 5_120, unit: 'utf16' } as const;
const CHUNKS_PER_REQUEST = 5;

/**
 * Azure AI Language, detection of personal information in its domain of health information: the texts are sent to the client's endpoint,
 * with the service's logging of them turned off. An answer about a document that the service cut short is none.
 */
export function azurePhi({ client, language = 'en', ...limits }: AzurePhiOptions): Engine {
  return createEngine({
    name: 'azure-phi',
    chunk: CHUNK,
    chunksPerRequest: CHUNKS_PER_REQUEST,
    limits,
    analyze: async (chunks, abortSignal) => {
      const documents = chunks.map((text, at) => ({ id: String(at), text, language }));
      const options = { domainFilter: 'PHI', stringIndexType: 'Utf16CodeUnit', disableServiceLogs: true, abortSignal };
      const answer = readList(await client.recognizePiiEntities(documents, options));
      // The client leaves out what the service did not answer.
      if (answer.length !== chunks.length) throw new SallyportError('engine_invalid');
      return chunks.map((text, at) => readDocument(text, { document: readObject(answer[at]), id: String(at) }));
    },
  });
}

function readDocument(
  text: string,
  { document, id }: { readonly document: Unread; readonly id: string },
): readonly Span[] {
  if (document.id !== id || document.error !== undefined) throw new SallyportError('engine_invalid');
  const warnings = readList(document.warnings ?? []);
  if (warnings.some(({ code }) => code === 'DocumentTruncated')) throw new SallyportError('engine_invalid');
  return readList(document.entities).flatMap((entity) => readEntity(text, entity));
}

function readEntity(text: string, entity: Unread): readonly Span[] {
  const { offset: start, length, category, subCategory, confidenceScore: score } = entity;
  if (typeof start !== 'number' || typeof length !== 'number') throw new SallyportError('engine_invalid');
  const end = start + length;
  const name = readName(category);
  const names = typeof subCategory === 'string' ? [`${name}/${subCategory}`, name] : [name];
  const spans = readFinding(text, { start, end, score, category: categoryOf(AZURE_CATEGORIES, names) });
  checkQuote(text.slice(start, end), entity.text);
  return spans;
}
