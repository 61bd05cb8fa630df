import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fromUtf8, SallyportError } from '@sallyport/core';
import type { Fault, FaultPath } from './fault.ts';
import { isYamlFault, type ParsedYaml, parseYaml, type YamlFault } from './parse-yaml.ts';

/** The largest file that is read, in bytes: 4 MiB. */
const LARGEST_FILE = 4_194_304;

/** A YAML file that was read strictly. */
export interface YamlFile {
  /** Without its folder. */
  readonly name: string;
  readonly value: unknown;
  /** `file:line:column path what`, of a fault in it. Values of the file are never quoted. */
  readonly placeOf: (fault: Fault) => string;
}

/**
 * Reads a YAML file: UTF-8, one document, no duplicate keys, no custom tags, few aliases. Raises `config_invalid` whose `place` says
 * where, `clinic.yaml:3:1 names one key twice`.
 */
export async function readYaml(path: string): Promise<YamlFile> {
  const name = basename(path);
  const bytes = await readFile(path).catch(() => refuse(`${name} could not be read`));
  if (bytes.length > LARGEST_FILE) refuse(`${name} is larger than 4 MiB`);
  const parsed = parse(decode(bytes, name), name);
  if (isYamlFault(parsed)) return refuse(`${name}:${parsed.position} ${parsed.message}`);
  const placeOf = ({ path: steps, key, message }: Fault) => {
    const where = nameSteps(parsed.value, steps);
    return `${name}:${parsed.locate(steps, key)} ${where === '' ? '' : `${where} `}${message}`;
  };
  return { name, value: parsed.value, placeOf };
}

function parse(text: string, name: string): ParsedYaml | YamlFault {
  try {
    return parseYaml(text);
  } catch {
    // The parser recurses, so a hostile depth ends in a RangeError.
    return refuse(`${name} is not valid YAML`);
  }
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return fromUtf8(bytes);
  } catch {
    return refuse(`${name} is not valid UTF-8`);
  }
}

/** A list item is called by its `name` where that is a plain one, else by its position. */
function nameSteps(value: unknown, path: FaultPath): string {
  let part = value;
  const words = path.map((step) => {
    part = (part as Record<string, unknown> | undefined)?.[step];
    const name = typeof step === 'number' ? (part as { name?: unknown } | null)?.name : undefined;
    return typeof name === 'string' && /^[a-z0-9][a-z0-9-]{0,62}$/.test(name) ? name : String(step);
  });
  return words.join('/');
}

function refuse(place: string): never {
  throw new SallyportError('config_invalid', { place });
}
