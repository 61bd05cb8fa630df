import type { Engine } from '@sallyport/phi';
import { loadPeer } from '../load-peer.ts';
import { readTextUrl } from '../text-url.ts';
import { type AzurePhiOptions, azurePhi } from './azure-phi.ts';

/** How to reach a resource of Azure AI Language. */
export interface AzurePhiConnection extends Omit<AzurePhiOptions, 'client'> {
  /** The resource's endpoint, `https://NAME.cognitiveservices.azure.com`. */
  readonly endpoint: string;
  /** One of the resource's keys. */
  readonly key: string;
}

/**
 * `azurePhi` with a client of its own, which follows no redirects. Raises `engine_missing` where `@azure/ai-text-analytics` is not
 * installed, `config_invalid` for an endpoint that text may not be sent to.
 */
export async function connectAzurePhi({ endpoint, key, ...options }: AzurePhiConnection): Promise<Engine> {
  const name = '@azure/ai-text-analytics';
  const { TextAnalyticsClient, AzureKeyCredential } = await loadPeer(name, () => import('@azure/ai-text-analytics'));
  const url = readTextUrl(endpoint, { place: 'engines/azurePhi/endpoint' });
  const client = new TextAnalyticsClient(endpoint, new AzureKeyCredential(key), {
    redirectOptions: { maxRetries: 0 },
    allowInsecureConnection: url.protocol === 'http:',
  });
  return azurePhi({ ...options, client });
}
