import type { DevServers } from './start-dev.ts';

/** Shell lines by which a plain client gets through the outer door, without any SDK. */
export async function curlLines(servers: DevServers): Promise<string> {
  const body = JSON.stringify({
    model: 'stand-in',
    input: 'Pt Maria Delgado, SSN 078-05-1120, seen 03/14/2026.',
    encoding_format: 'float',
  });
  return `TOKEN=${await servers.accessToken()}
curl -s ${servers.companionUrl}/c/openai/v1/embeddings -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' -d '${body}'
`;
}
