import { registerHooks } from 'node:module';

const DRIZZLE = '/node_modules/drizzle-orm/';

/** Lets a process that loads what was built start quickly: drizzle's large manifest would be read again for each of its files, two thirds of a companion's start. */
registerHooks({
  resolve: (specifier, context, next) => {
    const { parentURL = '' } = context;
    if (!specifier.startsWith('.') || !parentURL.includes(DRIZZLE)) return next(specifier, context);
    const url = new URL(specifier, parentURL).href;
    return url.endsWith('.js') ? { url, format: 'module', shortCircuit: true } : next(specifier, context);
  },
});
