import type { RotatedSecrets } from '../admin/index.ts';
import { keyStatus } from '../rotation/index.ts';
import type { CompanionStore } from './open-companion-store.ts';

/** The sealed secrets as the admin plane sees them: names and versions, and no way to a value. */
export function rotatedSecrets(store: CompanionStore): RotatedSecrets {
  const { secrets } = store;
  return {
    list: async () =>
      (await keyStatus(store)).secrets.map(({ name, versions }) => ({
        name,
        versions: versions.map(({ version }) => version),
      })),
    rotate: secrets.rotate,
    retire: secrets.retire,
  };
}
