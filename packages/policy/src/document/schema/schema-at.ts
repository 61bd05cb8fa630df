import { POLICY_SCHEMA } from './policy-schema.ts';
import type { Schema } from './words.ts';

interface Part extends Schema {
  readonly $ref?: string;
  readonly title?: string;
  readonly items?: Part;
  readonly properties?: Readonly<Record<string, Part>>;
  readonly additionalProperties?: Part | false;
}

/** The schema of what stands at a path of a document, references followed; what stands beside a reference goes before what it leads to. */
export function schemaAt(path: readonly (string | number)[]): Part {
  return path.reduce<Part>((part, step) => follow(below(part, step)), POLICY_SCHEMA as Part);
}

function below(part: Part, step: string | number): Part {
  if (typeof step === 'number') return part.items ?? {};
  const { properties = {}, additionalProperties } = part;
  return (Object.hasOwn(properties, step) ? properties[step] : undefined) ?? (additionalProperties || {});
}

function follow({ $ref, ...rest }: Part): Part {
  if ($ref === undefined) return rest;
  const definitions = POLICY_SCHEMA.$defs as Readonly<Record<string, Part>>;
  return { ...definitions[$ref.slice('#/$defs/'.length)], ...rest };
}
