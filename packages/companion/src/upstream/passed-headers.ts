import type { ConnectionKind } from '@sallyport/core';
import type { HeaderRecord } from '@sallyport/pipeline';

/** What the value of a header must be. */
type Rules = Readonly<Record<string, RegExp>>;

/** What passes of one kind of provider: request headers by name, and the names of an answer's. */
interface Passed {
  readonly out: Rules;
  readonly back: RegExp;
}

const VALUE = /^[\x20-\x7e]{0,256}$/;

/** The dates that versions of Anthropic’s API have (@anthropic-ai/sdk 1.14 and before); another would be somebody’s. */
const VERSION = /^(?:2023-01-01|2023-06-01|2026-10-21)$/;

/** Names of features with the dates they came: `files-api-2025-04-14`. */
const BETA = /^[a-z0-9-]{1,48}-20[23]\d-[01]\d-[0-3]\d(?:, ?[a-z0-9-]{1,48}-20[23]\d-[01]\d-[0-3]\d){0,15}$/;

const BODY: Rules = { accept: VALUE, 'content-type': VALUE };

/** Settings of closed kinds. */
const BEDROCK_SETTINGS: Rules = Object.fromEntries(
  ['accept', 'guardrailidentifier', 'guardrailversion', 'performanceconfig-latency', 'service-tier', 'trace'].map(
    (name) => [`x-amzn-bedrock-${name}`, VALUE],
  ),
);

/** The name of an exception of Amazon's, before the address that follows it. */
const ERROR_TYPE = /^[A-Za-z]{1,64}/;

const OPENAI: Passed = {
  out: { ...BODY, 'idempotency-key': VALUE, 'openai-beta': VALUE },
  back: /^(?:content-type|openai-poll-after-ms|openai-processing-ms|openai-version|retry-after|retry-after-ms|x-ratelimit-[a-z-]{1,40}|x-request-id|x-should-retry)$/,
};

/** By which clients decide whether to try again, before they look at the status, and how soon to ask for a run again. */
const BACK_VALUES: Rules = { 'x-should-retry': /^(?:true|false)$/, 'openai-poll-after-ms': /^\d{1,9}$/ };

const BY_KIND: Readonly<Record<ConnectionKind, Passed>> = Object.freeze({
  openai: OPENAI,
  'azure-openai': OPENAI,
  'openai-compatible': OPENAI,
  anthropic: {
    out: { ...BODY, 'idempotency-key': VALUE, 'anthropic-version': VERSION, 'anthropic-beta': BETA },
    back: /^(?:content-type|retry-after|request-id|anthropic-ratelimit-[a-z-]{1,40}|x-should-retry)$/,
  },
  bedrock: {
    out: { ...BODY, ...BEDROCK_SETTINGS },
    back: /^(?:content-type|retry-after|x-amzn-requestid|x-amzn-bedrock-[a-z-]{1,60})$/,
  },
  vertex: { out: BODY, back: /^(?:content-type|retry-after)$/ },
  http: { out: { ...BODY, 'idempotency-key': VALUE }, back: /^(?:content-type|retry-after|x-request-id)$/ },
});

/** The request headers a provider gets: an allow-list for each kind, because any other may carry what must not leave. */
export function headersOut(kind: ConnectionKind, headers: HeaderRecord): HeaderRecord {
  const { out } = BY_KIND[kind];
  return passed(headers, (name) => (Object.hasOwn(out, name) ? out[name] : undefined));
}

/** The answer's headers a caller gets; none of them twice. */
export function headersBack(kind: ConnectionKind, headers: Readonly<Record<string, unknown>>): HeaderRecord {
  const { back } = BY_KIND[kind];
  const type = kind === 'bedrock' ? headers['x-amzn-errortype'] : undefined;
  const [name] = (typeof type === 'string' ? ERROR_TYPE.exec(type) : null) ?? [];
  const kept = passed(headers, (header) => (back.test(header) ? (BACK_VALUES[header] ?? VALUE) : undefined));
  return name === undefined ? kept : { ...kept, 'x-amzn-errortype': name };
}

function passed(
  headers: Readonly<Record<string, unknown>>,
  ruleOf: (name: string) => RegExp | undefined,
): HeaderRecord {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === 'string' && ruleOf(name)?.test(value)) kept[name] = value;
  }
  return kept;
}
