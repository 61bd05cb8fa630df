import type { RotatedSecrets } from '../admin/index.ts';
import { schema } from '../storage/index.ts';
import type { CompanionStore } from './open-companion-store.ts';

/** The sealed secrets as the admin plane sees them: names and versions, and no way to a value. */
export function rotatedSecrets({
  database,
  secrets,
}: Pick<CompanionStore, 'database' | 'secrets'>): Pick<RotatedSecrets, 'list' | 'rotate'> {
  const { secret } = schema;
  return {
    list: async () => {
      const names = await secrets.names();
      const rows = await database.orm.select({ name: secret.name, version: secret.version }).from(secret);
      const versionsOf = (name: string) => rows.filter((row) => row.name === name).map(({ version }) => version);
      return names.map((name) => ({ name, versions: versionsOf(name).sort((a, b) => a - b) }));
    },
    rotate: (name, value) => secrets.put(name, value),
  };
}
