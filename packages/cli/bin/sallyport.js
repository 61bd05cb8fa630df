#!/usr/bin/env node
import { createRequire } from 'node:module';

const { engines } = createRequire(import.meta.url)('../package.json');
const { stdin, stdout, stderr, env, versions } = process;

if (isOlder(versions.node, engines.node.replace('>=', ''))) {
  stderr.write(`sallyport needs Node ${engines.node.replace('>=', '')} or newer; this is Node ${versions.node}.\n`);
  process.exitCode = 1;
} else {
  // A reader that has seen enough, such as `head`, closes the pipe: nothing is left to do.
  stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  // Loaded only here: on an older Node it would end in a stack trace.
  const { runCli } = await import('../dist/index.js');
  process.exitCode = await runCli(process.argv.slice(2), { stdin, stdout, stderr, env });
}

function isOlder(version, least) {
  return version.localeCompare(least, 'en', { numeric: true }) < 0;
}
