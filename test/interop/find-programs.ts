import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from './run-program.ts';

/** A program that is needed and not there. */
export interface MissingProgram {
  readonly name: string;
  /** The Debian package that has it. */
  readonly debian: string;
}

/** What this machine can verify with. */
export interface FoundPrograms {
  readonly missing: readonly MissingProgram[];
  /** The environment in which `go` finds the packages that the Go program imports. */
  readonly goEnvironment: NodeJS.ProcessEnv;
}

/** The folder of the Go program. */
export const GO_PROGRAM = fileURLToPath(new URL('go', import.meta.url));

const DEBIAN_GO_SOURCES = '/usr/share/gocode';
const SUMDB = ['golang.org/x/mod/sumdb/note', 'golang.org/x/mod/sumdb/tlog'];

// Each is asked for something that only the right program answers.
const PROGRAMS = [
  { name: 'go', debian: 'golang-go', ask: ['go', 'version'], answer: /^go version / },
  { name: 'jose (https://github.com/latchset/jose)', debian: 'jose', ask: ['jose', 'alg'], answer: /^ES256$/m },
  { name: 'jq', debian: 'jq', ask: ['jq', '--version'], answer: /^jq-/ },
  { name: 'kcat', debian: 'kcat', ask: ['kcat', '-V'], answer: /^kcat - Apache Kafka / },
  { name: 'openssl, 3 or newer', debian: 'openssl', ask: ['openssl', 'version'], answer: /^OpenSSL [3-9]/ },
];

/** Looks for every program the checks are made by. Downloads and installs nothing. */
export async function findPrograms(environment: NodeJS.ProcessEnv): Promise<FoundPrograms> {
  const answers = await Promise.all(PROGRAMS.map(({ ask, answer }) => isAnswered(ask, answer)));
  const missing = PROGRAMS.filter((_, at) => !answers[at]).map(({ name, debian }) => ({ name, debian }));
  const goEnvironment = await findSumdb(environment, answers[0] === true);
  if (goEnvironment !== undefined) return { missing, goEnvironment };
  const sumdb = { name: 'golang.org/x/mod/sumdb/{note,tlog}', debian: 'golang-golang-x-mod-dev' };
  return { missing: [...missing, sumdb], goEnvironment: environment };
}

async function isAnswered(ask: readonly string[], answer: RegExp): Promise<boolean> {
  const { code, stdout } = await runProgram(ask);
  return code === 0 && answer.test(stdout.toString());
}

/** As Debian installs the packages, as sources; otherwise in the module cache, in the version of `go/go.mod`. */
async function findSumdb(environment: NodeJS.ProcessEnv, goIsThere: boolean): Promise<NodeJS.ProcessEnv | undefined> {
  const debian = { ...environment, GO111MODULE: 'off', GOPATH: DEBIAN_GO_SOURCES, GOFLAGS: '' };
  const cache = { GO111MODULE: 'on', GOPROXY: 'off', GOTOOLCHAIN: 'local', GOFLAGS: '-mod=readonly' };
  if (!goIsThere) {
    const there = await Promise.all(SUMDB.map((path) => isThere(join(DEBIAN_GO_SOURCES, 'src', path))));
    return there.every(Boolean) ? debian : undefined;
  }
  for (const env of [debian, { ...environment, ...cache }]) {
    if ((await runProgram(['go', 'list', ...SUMDB], { cwd: GO_PROGRAM, env })).code === 0) return env;
  }
  return undefined;
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
