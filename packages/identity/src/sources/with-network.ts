import { AsyncLocalStorage } from 'node:async_hooks';
import type { INetworkModule } from '@azure/msal-node';
import { metadataNetwork } from './msal-network.ts';

const networks = new AsyncLocalStorage<INetworkModule>();

/** Leads to the network of the call that is running; for a call that is not ours, to one without a signal. */
const OF_THE_CALL: INetworkModule = {
  sendGetRequestAsync: (...asked) => current().sendGetRequestAsync(...asked),
  sendPostRequestAsync: (...asked) => current().sendPostRequestAsync(...asked),
};

const current = () => networks.getStore() ?? metadataNetwork({});

/**
 * Does `work` with a network module that leads to `network`. MSAL keeps the network of a process's first managed identity for all that come
 * after: one that held a signal would end them all.
 */
export function withNetwork<T>(network: INetworkModule, work: (network: INetworkModule) => Promise<T>): Promise<T> {
  return networks.run(network, () => work(OF_THE_CALL));
}
