import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const MANIFEST = /\/package\.json$/;
const DRIZZLE = '/node_modules/drizzle-orm/';

/**
 * Lets a process run the sources, as the tests do: each package's name leads to its entry file, and what the build reads from a manifest, the
 * version, is read at once.
 */
registerHooks({
  resolve: (specifier, context, next) => {
    const { parentURL = '' } = context;
    if (specifier.startsWith('.')) {
      const url = new URL(specifier, parentURL).href;
      if (MANIFEST.test(url)) return { url, format: 'module', shortCircuit: true };
      // Its large manifest would be read again for each of its files: two thirds of a companion's start.
      if (parentURL.includes(DRIZZLE) && url.endsWith('.js')) return { url, format: 'module', shortCircuit: true };
    }
    const name = specifier === 'sallyport' ? 'cli' : /^@sallyport\/([a-z-]+)$/.exec(specifier)?.[1];
    const entry = name === undefined ? undefined : new URL(`../../../packages/${name}/src/index.ts`, import.meta.url);
    return next(entry?.href ?? specifier, context);
  },
  load: (url, context, next) => {
    if (context.format !== 'module' || !MANIFEST.test(url)) return next(url, context);
    const { version } = JSON.parse(readFileSync(new URL(url), 'utf8')) as { readonly version: string };
    return { format: 'module', source: `export const version = ${JSON.stringify(version)};`, shortCircuit: true };
  },
});
