import { join } from 'node:path';
import { type Config, loadConfig } from '@sallyport/companion';
import { DEPLOY } from './deploy-folder.ts';

/** Loads a configuration of the deployment as the companion does. */
export function loadDeployed(path: string): Promise<Config> {
  return loadConfig(join(DEPLOY, path));
}
