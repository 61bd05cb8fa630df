import { SallyportError } from '@sallyport/core';

const ADDRESS = /^(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9.-]+)):([0-9]{1,5})$/;

/** Reads `host:port`, an IPv6 address in brackets. Raises `config_invalid`. */
export function readAddress(text: string): { readonly host: string; readonly port: number } {
  const [, v6, name, digits] = ADDRESS.exec(text) ?? [];
  const host = v6 ?? name;
  const port = Number(digits);
  if (host === undefined || port > 65_535) throw new SallyportError('config_invalid', { place: '--listen' });
  return { host, port };
}
