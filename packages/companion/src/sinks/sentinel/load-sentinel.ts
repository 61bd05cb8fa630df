import { SallyportError } from '@sallyport/core';

/** The client's package. */
export type IngestionClient = typeof import('@azure/monitor-ingestion');

/** Imports the client, which only those have who forward events to Sentinel. Raises `config_invalid`, naming the package, where it is not installed. */
export async function loadSentinel(
  name: string,
  load: () => Promise<IngestionClient> = () => import('@azure/monitor-ingestion'),
): Promise<IngestionClient> {
  return load().catch(() => {
    throw new SallyportError('config_invalid', {
      place: `sinks/${name}: sentinel needs the package @azure/monitor-ingestion, which could not be loaded`,
    });
  });
}
