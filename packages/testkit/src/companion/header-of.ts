import type { ReceivedRequest } from '../provider/start-provider.ts';

/** A header that came once. */
export function headerOf({ headers }: ReceivedRequest, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}
