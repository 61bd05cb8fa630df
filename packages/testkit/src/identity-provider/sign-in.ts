import type { TestUser } from './test-user.ts';

/** Where a user ended up. */
export interface SignedIn {
  readonly url: string;
  readonly status: number;
  readonly body: string;
}

const MOST_STEPS = 20;

/**
 * Does what a user does in a browser: opens a page, follows where it leads with the cookies it was given, signs in, and sends every other
 * form as it stands, until there is neither a redirect nor a form. Raises `RangeError` when that takes more than 20 steps.
 */
export async function signIn(
  url: string,
  { subject, password }: Pick<TestUser, 'subject' | 'password'>,
): Promise<SignedIn> {
  const jar = new Map<string, string>();
  const typed: Readonly<Record<string, string>> = { name: subject, password };
  let step: Step = { url };
  for (let count = 0; count < MOST_STEPS; count++) {
    const answer = await take(step, jar);
    const next = await nextStep(answer, { from: step, typed });
    if ('status' in next) return next;
    step = next;
  }
  throw new RangeError('the pages never end');
}

interface Step {
  readonly url: string;
  readonly form?: URLSearchParams;
}

async function take({ url, form }: Step, jar: Map<string, string>): Promise<Response> {
  const { host } = new URL(url);
  const cookies = [...jar]
    .filter(([name]) => name.startsWith(`${host} `))
    .map(([name, value]) => `${name.slice(host.length + 1)}=${value}`);
  const answer = await fetch(url, {
    method: form === undefined ? 'GET' : 'POST',
    redirect: 'manual',
    headers: { cookie: cookies.join('; ') },
    ...(form === undefined ? {} : { body: form }),
  });
  for (const line of answer.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    jar.set(`${host} ${name}`, value);
  }
  return answer;
}

async function nextStep(
  answer: Response,
  { from, typed }: { readonly from: Step; readonly typed: Readonly<Record<string, string>> },
): Promise<Step | SignedIn> {
  const body = await answer.text();
  const location = answer.headers.get('location');
  if (location !== null) return { url: new URL(location, from.url).href };
  const [, action] = /<form[^>]*\saction="([^"]*)"/.exec(body) ?? [];
  if (action === undefined || answer.status >= 400) return { url: from.url, status: answer.status, body };
  const fields = [...body.matchAll(/<input[^>]*?\sname="([^"]*)"[^>]*>/g)].map(([input, name = '']) => {
    const [, value = ''] = /\svalue="([^"]*)"/.exec(input) ?? [];
    return [name, typed[name] ?? value];
  });
  return { url: new URL(action.replaceAll('&amp;', '&'), from.url).href, form: new URLSearchParams(fields) };
}
