import { SallyportError } from '@sallyport/core';

const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;
const LONGEST_SECRET = 65_536;

/** Tells whether a secret may be called so by somebody outside. The companion's own have a slash in their names. */
export function isSecretName(name: string): boolean {
  return NAME.test(name);
}

/** Raises `request_invalid` for a name or a value that a secret cannot have. */
export function checkSecret(name: string, value: string): void {
  if (!isSecretName(name) || value === '' || value.length > LONGEST_SECRET) throw new SallyportError('request_invalid');
}
