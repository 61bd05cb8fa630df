import { fromUtf8, SallyportError } from '@sallyport/core';
import type { Fault, FaultPath } from './fault.ts';
import { isYamlFault, type ParsedYaml, parseYaml, type YamlFault } from './parse-yaml.ts';

/** A YAML file that was read: its name, its value, and where in it each part stands. */
export interface YamlSource extends ParsedYaml {
  /** `sallyport.yaml` */
  readonly name: string;
}

const MIB = 1_048_576;

/** Parses a file, strictly. `most`: its largest size in MiB, 1 unless it says otherwise. Raises `config_invalid` with the place, and never with a value. */
export function openYaml(
  bytes: Uint8Array,
  { name, most = 1 }: { readonly name: string; readonly most?: number },
): YamlSource {
  if (bytes.length > most * MIB) refuse(`${name} is larger than ${most} MiB`);
  const parsed = parse(decode(bytes, name), name);
  if (isYamlFault(parsed)) return refuse(`${name}:${parsed.position} ${parsed.message}`);
  return { ...parsed, name };
}

/** Where a fault is, for people: `sallyport.yaml:12:5 connections/openai/baseUrl must be an https URL`. */
export function placeIn({ name, value, locate }: YamlSource, fault: Fault): string {
  const where = nameSteps(value, fault.path);
  return `${name}:${locate(fault.path, fault.key)} ${where === '' ? '' : `${where} `}${fault.message}`;
}

/** A path as people read it. A list item is called by its `name` where that is a plain one, else by its position. */
export function nameSteps(value: unknown, path: FaultPath): string {
  let part = value;
  const words = path.map((step) => {
    part = (part as Record<string, unknown> | undefined)?.[step];
    const name = typeof step === 'number' ? (part as { name?: unknown } | null)?.name : undefined;
    return typeof name === 'string' && /^[a-z0-9][a-z0-9-]{0,62}$/.test(name) ? name : String(step);
  });
  return words.join('/');
}

/** Raises `config_invalid`. */
export function refuse(place: string): never {
  throw new SallyportError('config_invalid', { place });
}

function parse(text: string, name: string): ParsedYaml | YamlFault {
  try {
    return parseYaml(text);
  } catch {
    // The parser recurses, so a hostile depth ends in a RangeError; and aliases of aliases are too many for it.
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
