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

/**
 * The same for the metadata services of a cloud, which speak plain http on addresses that no network routes: link-local ones (RFC 3927,
 * RFC 4291 §2.5.6) and this very machine's. Whatever else is asked for must be https.
 */
export function metadataNetwork(bounds: FetchBounds): INetworkModule {
  return msalNetwork({ ...bounds, allowInsecureLoopback: true, allowInsecureLinkLocal: true });
}
