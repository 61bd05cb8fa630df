import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { boundedFetch, type FetchBounds } from '../bounded-fetch.ts';

/**
 * MSAL's network port over a bounded fetch: unlike MSAL's own it ends with the signal, follows no redirect and reads a
 * bounded answer.
 */
export function msalNetwork(bounds: FetchBounds): INetworkModule {
  const request = boundedFetch(bounds);
  const send = async <T>(url: string, init: RequestInit): Promise<NetworkResponse<T>> => {
    const response = await request(url, init);
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: (await response.json()) as T,
    };
  };
  return {
    sendGetRequestAsync: <T>(url: string, options?: NetworkRequestOptions) =>
      send<T>(url, { method: 'GET', headers: options?.headers ?? {} }),
    sendPostRequestAsync: <T>(url: string, options?: NetworkRequestOptions) =>
      send<T>(url, { method: 'POST', headers: options?.headers ?? {}, body: options?.body ?? '' }),
  };
}
