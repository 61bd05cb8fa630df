import { suggest } from '@sallyport/core';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Fault, FaultPath } from './fault.ts';
import { CONFIG_SCHEMA } from './schema/schema.ts';

/** Checks a value against a schema, filling defaults into it, and gives the first fault: an unknown key before all others. */
export type ValidateShape = (value: unknown) => Fault | undefined;

/** Checks `sallyport.yaml` against `CONFIG_SCHEMA`. */
export const validateShape: ValidateShape = shapeValidator(CONFIG_SCHEMA);

/** A validator of a schema, which is compiled when it is first needed. */
export function shapeValidator(schema: object): ValidateShape {
  let compiled: ValidateFunction | undefined;
  return (value) => {
    compiled ??= new Ajv2020({
      allErrors: true,
      verbose: true,
      useDefaults: true,
      strict: true,
      strictRequired: false,
    }).compile(schema);
    return compiled(value) ? undefined : firstFault(compiled.errors ?? []);
  };
}

function firstFault(errors: readonly ErrorObject[]): Fault {
  const whole = errors.filter((one) => !one.schemaPath.includes('/anyOf/'));
  const error = whole.find((one) => one.keyword === 'additionalProperties') ?? whole[0];
  return error === undefined ? { path: [], message: 'is not valid' } : describe(error);
}

function describe(error: ErrorObject): Fault {
  const path = stepsOf(error.instancePath);
  const schema = (error.parentSchema ?? {}) as { description?: string; properties?: object };
  if (error.keyword === 'additionalProperties') {
    const key = String((error.params as { additionalProperty: string }).additionalProperty);
    const near = suggest(key, Object.keys(schema.properties ?? {}));
    return {
      path,
      key,
      message: near === undefined ? 'has an unknown key' : `has an unknown key: did you mean ${near}?`,
    };
  }
  if (error.keyword === 'required') {
    return { path, message: `must have ${(error.params as { missingProperty: string }).missingProperty}` };
  }
  if (error.keyword === 'uniqueItems') return { path, message: 'must not name one thing twice' };
  return { path, message: schema.description === undefined ? fallback(error) : `must be ${schema.description}` };
}

function fallback(error: ErrorObject): string {
  return error.keyword === 'type' ? `must be of type ${(error.params as { type: string }).type}` : 'is not valid';
}

/** RFC 6901 */
function stepsOf(pointer: string): FaultPath {
  const steps = pointer.split('/').slice(1);
  return steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~')));
}
