import type { AddressInfo } from 'node:net';
import { SallyportError } from '@sallyport/core';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config/index.ts';

/** Listens, and tells where. Raises `config_invalid`: Node's own error would name the address. */
export async function listen(service: FastifyInstance, { host, port }: Config['listen']): Promise<AddressInfo> {
  await service.listen({ host, port }).catch(() => {
    throw new SallyportError('config_invalid', { place: 'listen: this address cannot be listened on' });
  });
  return service.server.address() as AddressInfo;
}
