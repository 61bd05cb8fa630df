import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SallyportError } from '@sallyport/core';

/** Where this package's migrations are, from its sources as from its build. */
export function migrationsFolder(): string {
  // The CommonJS build has `__dirname` and no `import.meta.url`.
  let folder = typeof __dirname === 'string' ? __dirname : dirname(fileURLToPath(import.meta.url));
  for (let above = 0; above < 4; above++) {
    const candidate = join(folder, 'migrations');
    if (existsSync(join(candidate, 'meta', '_journal.json'))) return candidate;
    folder = dirname(folder);
  }
  throw new SallyportError('internal');
}
