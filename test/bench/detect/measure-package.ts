import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Row } from '../report/result.ts';

const ROOT = new URL('../../../', import.meta.url);
const PACKAGES = {
  sallyport: ['packages/phi/', 'packages/core/'],
  'redact-pii': ['test/bench/peers/node_modules/redact-pii/'],
  'openai guardrails': ['test/bench/peers/node_modules/@openai/guardrails/'],
} as const;

interface Packed {
  readonly name: string;
  readonly size: number;
  readonly unpackedSize: number;
}

/** What npm would pack of each package, without what it depends on; ours are `phi`, and `core`, its only dependency. */
export async function measurePackages(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [subject, folders] of Object.entries(PACKAGES)) {
    for (const folder of folders) rows.push(...rowsOf(subject, await pack(new URL(folder, ROOT))));
  }
  return rows;
}

async function pack(folder: URL): Promise<Packed> {
  const { stdout } = await promisify(execFile)('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: fileURLToPath(folder),
    shell: process.platform === 'win32',
    maxBuffer: 64_000_000,
  });
  return readPacked(stdout);
}

/** Reads what `npm pack --json` prints: a list, or since npm 12 an object by name, of one package. */
export function readPacked(json: string): Packed {
  const [packed] = Object.values(JSON.parse(json) as Readonly<Record<string, Packed>>);
  return packed ?? { name: '', size: Number.NaN, unpackedSize: Number.NaN };
}

function rowsOf(subject: string, { name, size, unpackedSize }: Packed): readonly Row[] {
  return [
    { subject, metric: `${name}, packed`, value: size / 1000, unit: 'kB' },
    { subject, metric: `${name}, unpacked`, value: unpackedSize / 1000, unit: 'kB' },
  ];
}
