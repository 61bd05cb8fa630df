import { readAdminAnswer, textOf } from '../admin/admin-answer.ts';
import { boundedFetch } from '../admin/bounded-fetch.ts';
import { COMPANION_ERRORS } from '../admin/proven-call.ts';

/** Where, and as which client, users of a companion's admin plane log in. */
export interface LoginPlace {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
  /** Further parameters of the request, `audience` and `resource`, where the companion names them. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The `acr_values` of a step up, where the companion names some. */
  readonly acrValues?: string;
}

/** Asks a companion. Raises `admin_disabled`, `companion_unreachable`, `companion_invalid`. */
export async function findLoginPlace(url: string): Promise<LoginPlace> {
  const answer = await readAdminAnswer(await boundedFetch(COMPANION_ERRORS)(`${url}/v1/admin/login`));
  const named = ['audience', 'resource'].filter((name) => answer[name] !== undefined);
  return {
    issuer: textOf(answer, 'issuer'),
    clientId: textOf(answer, 'client_id'),
    scope: textOf(answer, 'scope'),
    parameters: Object.fromEntries(named.map((name) => [name, textOf(answer, name)])),
    ...(answer.acr_values === undefined ? {} : { acrValues: textOf(answer, 'acr_values') }),
  };
}

/** The same place, for a login in which the user proves anew who they are: OpenID Connect Core 1.0 §3.1.2.1. */
export function steppedUp(place: LoginPlace): LoginPlace {
  const { parameters, acrValues } = place;
  const acr = acrValues === undefined ? {} : { acr_values: acrValues };
  return { ...place, parameters: { ...parameters, prompt: 'login', max_age: '0', ...acr } };
}
