import { SallyportError } from '@sallyport/core';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable; one that is empty is not there. */
export function given(environment: Environment, name: string): string | undefined {
  const value = environment[name];
  return value === '' ? undefined : value;
}

/** A variable that must be there. Raises `config_invalid`, naming it. */
export function required(environment: Environment, name: string): string {
  const value = given(environment, name);
  if (value === undefined) throw new SallyportError('config_invalid', { place: name });
  return value;
}
