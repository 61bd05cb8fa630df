#!/usr/bin/env node
// `npm run demo` and `npm test` start here, with nothing installed yet: brings pnpm and the pinned Node, installs, builds, runs.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const PNPM = 'pnpm@10.34.9';
const root = import.meta.dirname ?? new URL('.', import.meta.url).pathname;

const TASKS = {
  demo: { build: 'build:code', run: ['exec', 'node', 'examples/demo/main.ts'] },
  test: { build: 'build', run: ['exec', 'vitest', 'run', '--config', '.config/vitest.config.ts'] },
  'test:interop': { build: 'build:code', run: ['exec', 'node', 'test/interop/main.ts'] },
  train: { build: 'build:code', run: ['exec', 'node', 'packages/phi/training/main.ts'] },
  bench: { build: 'build:code', run: ['exec', 'node', 'test/bench/main.ts'] },
  soak: { build: 'build:code', run: ['exec', 'node', 'test/chaos/main.ts'] },
};

function fail(words) {
  process.stderr.write(`sallyport: ${words}\n`);
  process.exit(1);
}

function pnpm(title, args, env = {}) {
  process.stdout.write(`\n▸ ${title}\n`);
  const command = process.platform === 'win32' ? 'npx.cmd' : 'npx';
  const { status, error } = spawnSync(command, ['--yes', PNPM, ...args], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, ...env },
  });
  if (error) fail(`${command} could not be started (${error.code}). Install npm, which brings npx.`);
  if (status !== 0) fail(`${title} failed with exit code ${status ?? 'none'}.`);
}

const [name, ...args] = process.argv.slice(2);
// A path is meant from where npm was called, which is not where the task runs.
const rest = args.map((arg) =>
  (name === 'demo' || name === 'train') && !arg.startsWith('-') ? resolve(process.env.INIT_CWD ?? '.', arg) : arg,
);
const task = TASKS[name];
if (!task) fail(`unknown task. Use: ${Object.keys(TASKS).join(', ')}`);
if (Number(process.versions.node.split('.')[0]) < 20) fail(`Node 20 or newer is needed; this is ${process.version}.`);

pnpm('Installing: pnpm, the pinned Node 24, and the locked dependencies', [
  'install',
  '--frozen-lockfile',
  '--reporter=append-only',
]);
pnpm('Building', ['run', '--silent', task.build]);
pnpm(`Running the ${name === 'test' ? 'tests' : name}`, ['--silent', ...task.run, ...rest]);
