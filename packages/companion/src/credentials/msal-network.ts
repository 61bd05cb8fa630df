import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { type StsFetchOptions, stsFetch } from './sts-fetch.ts';

/** MSAL's network port over a bounded fetch: MSAL's own waits for ever, follows redirects and reads without end. */
export function msalNetwork(options: StsFetchOptions): INetworkModule {
  const fetch = stsFetch(options);
  const send = async <T>(url: string, init: RequestInit): Promise<NetworkResponse<T>> => {
    const response = await fetch(url, init);
    const { status, headers } = response;
    return { status, headers: Object.fromEntries(headers), body: (await response.json()) as T };
  };
  return {
    sendGetRequestAsync: <T>(url: string, given?: NetworkRequestOptions) =>
      send<T>(url, { method: 'GET', headers: given?.headers ?? {} }),
    sendPostRequestAsync: <T>(url: string, given?: NetworkRequestOptions) =>
      send<T>(url, { method: 'POST', headers: given?.headers ?? {}, body: given?.body ?? '' }),
  };
}
