import type { STSClientConfig } from '@aws-sdk/client-sts';
import { stsFetch } from './sts-fetch.ts';

/** A request as the AWS client makes it, as far as it is used. */
interface AwsRequest {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The AWS client's network port over a bounded fetch. */
export function awsStsHandler(signal: AbortSignal): NonNullable<STSClientConfig['requestHandler']> {
  const fetch = stsFetch({ signal });
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    handle: async ({ protocol, hostname, port, path, method, headers, body }: AwsRequest) => {
      const url = `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`;
      const { host: _host, 'content-length': _length, ...others } = headers;
      const answer = await fetch(url, { method, headers: others, body: String(body ?? '') });
      const bytes = new Uint8Array(await answer.arrayBuffer());
      return {
        response: { statusCode: answer.status, headers: Object.fromEntries(answer.headers), body: bytes },
      };
    },
  } as NonNullable<STSClientConfig['requestHandler']>;
}
