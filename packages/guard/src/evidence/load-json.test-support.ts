import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Lets a child process run the sources: our own JSON is a module that exports its members, as it is for the build. */
registerHooks({
  load: (url, context, next) => {
    const asData = context.importAttributes?.type === 'json';
    if (asData || !url.endsWith('.json') || url.includes('/node_modules/')) return next(url, context);
    const members = Object.entries(JSON.parse(readFileSync(fileURLToPath(url), 'utf8')) as object);
    const named = members.filter(([name]) => /^[a-z]\w*$/i.test(name));
    const source = named.map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`).join('\n');
    return { format: 'module', source, shortCircuit: true };
  },
});
