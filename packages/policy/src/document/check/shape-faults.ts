import type { PolicyFault } from '../fault.ts';
import { type SchemaError, validateDocument } from '../generated/validators.js';
import { MOST_RULES } from '../schema/policy-schema.ts';
import { schemaAt } from '../schema/schema-at.ts';
import { didYouMean } from './did-you-mean.ts';

const PRIVATE = 'must not be there: it is the private half of the key. It is no secret any more, so make another key';

/** What is wrong with the shape of a document: an unknown key before all others, and then in the order of the document. */
export function shapeFaults(document: unknown): readonly PolicyFault[] {
  const tooMany = hasTooManyRules(document);
  // Not one fault for each of them.
  if (tooMany) return [{ path: ['rules'], message: `must be ${schemaAt(['rules']).title}` }];
  if (validateDocument(document)) return [];
  // Of a name that is wrong ajv says so twice.
  const errors = (validateDocument.errors ?? []).filter(({ propertyName }) => propertyName === undefined);
  const isUnknownKey = ({ keyword }: SchemaError) => keyword === 'additionalProperties';
  const sorted = [...errors.filter(isUnknownKey), ...errors.filter((error) => !isUnknownKey(error))];
  return onePerPlace(sorted.slice(0, 1_000).map((error) => describe(error, document)));
}

function hasTooManyRules(document: unknown): boolean {
  const { rules } = Object(document) as { readonly rules?: unknown };
  return Array.isArray(rules) && rules.length > MOST_RULES;
}

function describe({ keyword, params, instancePath }: SchemaError, document: unknown): PolicyFault {
  const path = stepsOf(instancePath);
  const schema = schemaAt(path);
  if (keyword === 'additionalProperties') {
    const key = String(params.additionalProperty);
    if (key === 'd' && path[0] === 'auditors') return { path, key, message: PRIVATE };
    return { path, key, message: `has an unknown key${didYouMean(key, Object.keys(schema.properties ?? {}))}` };
  }
  if (keyword === 'required') return { path, message: `must have ${String(params.missingProperty)}` };
  if (keyword === 'uniqueItems') return { path, message: 'must not name one thing twice' };
  if (keyword === 'maxItems') return { path, message: `must have at most ${String(params.limit)} items` };
  if (keyword === 'propertyNames') {
    return {
      path,
      key: String(params.propertyName),
      message: 'must be named by lower-case letters, digits and dashes',
    };
  }
  const meant = keyword === 'enum' ? didYouMean(valueAt(document, path), params.allowedValues as unknown[]) : '';
  return { path, message: `must be ${schema.title ?? 'something else'}${meant}` };
}

function valueAt(document: unknown, path: PolicyFault['path']): unknown {
  return path.reduce<unknown>((part, step) => (part as Record<string | number, unknown> | undefined)?.[step], document);
}

function onePerPlace(faults: readonly PolicyFault[]): readonly PolicyFault[] {
  return [
    ...new Map(faults.toReversed().map((fault) => [JSON.stringify([fault.path, fault.key]), fault])).values(),
  ].reverse();
}

/** RFC 6901 */
function stepsOf(pointer: string): PolicyFault['path'] {
  const steps = pointer.split('/').slice(1);
  return steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~')));
}
