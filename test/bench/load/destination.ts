import { authorisedClient, type GrantSource, type PostToAuthorise } from '../companion/authorise.ts';

/** Where requests go, and what lets them in. */
export interface Destination {
  /** The base URL, as an OpenAI client has it. */
  readonly url: string;
  /** The same on every request. Default none. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For a companion: how to get the grant that the requests carry. */
  readonly grant?: GrantSource;
}

/** Gives the headers of one request. */
export type Headers = (post: PostToAuthorise) => Promise<Readonly<Record<string, string>>>;

/** Makes ready what gives each request to a destination its headers. Gets a grant where one is needed. */
export async function headersFor({ headers = {}, grant }: Destination): Promise<Headers> {
  if (grant === undefined) return async () => headers;
  const client = await authorisedClient(grant);
  return async (post) => ({ ...headers, ...(await client.authorise(post)) });
}
