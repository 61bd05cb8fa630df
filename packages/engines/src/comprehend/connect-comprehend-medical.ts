import type { Engine } from '@sallyport/phi';
import { loadPeer } from '../load-peer.ts';
import { readTextUrl } from '../text-url.ts';
import { type ComprehendMedicalOptions, comprehendMedical } from './comprehend-medical.ts';

/** How to reach Amazon Comprehend Medical. */
export interface ComprehendMedicalConnection extends Omit<ComprehendMedicalOptions, 'client'> {
  readonly region: string;
  /** Default: the region's own. */
  readonly endpoint?: string;
}

/**
 * `comprehendMedical` with a client of its own, whose credentials come from where AWS clients look for them. Raises `engine_missing` where
 * `@aws-sdk/client-comprehendmedical` is not installed, `config_invalid` for an endpoint that text may not be sent to.
 */
export async function connectComprehendMedical(connection: ComprehendMedicalConnection): Promise<Engine> {
  const { region, endpoint, ...options } = connection;
  const name = '@aws-sdk/client-comprehendmedical';
  const { ComprehendMedical } = await loadPeer(name, () => import('@aws-sdk/client-comprehendmedical'));
  if (endpoint !== undefined) readTextUrl(endpoint, { place: 'engines/comprehendMedical/endpoint' });
  const client = new ComprehendMedical({ region, ...(endpoint === undefined ? {} : { endpoint }) });
  return comprehendMedical({ ...options, client });
}
