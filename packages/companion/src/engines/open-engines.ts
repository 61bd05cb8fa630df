import { SallyportError } from '@sallyport/core';
import { connectAzurePhi, connectComprehendMedical, onnx, presidio } from '@sallyport/engines';
import type { Engine } from '@sallyport/pipeline';
import type { EnginesConfig } from '../config/index.ts';
import type { SecretStore } from '../secrets/index.ts';

/**
 * Opens the configured engines at the start, so that a package, a model or a secret that is missing stops the start and not a call.
 * Raises `engine_missing`, `config_invalid`, `secret_unsealed`.
 */
export async function openEngines(
  config: EnginesConfig,
  secrets: Pick<SecretStore, 'get'>,
): Promise<readonly Engine[]> {
  const { azurePhi, comprehendMedical } = config;
  const opened = await Promise.all([
    config.presidio && presidio(config.presidio),
    azurePhi && keyOf(azurePhi.secret, secrets).then((key) => connectAzurePhi({ ...azurePhi, key })),
    comprehendMedical && connectComprehendMedical(comprehendMedical),
    config.onnx && onnx(config.onnx),
  ]);
  return opened.filter((engine) => engine !== undefined);
}

async function keyOf(secret: string, secrets: Pick<SecretStore, 'get'>): Promise<string> {
  const key = await secrets.get(secret);
  if (key !== undefined) return key;
  throw new SallyportError('config_invalid', { place: 'engines/azurePhi: no secret of this name is sealed' });
}
