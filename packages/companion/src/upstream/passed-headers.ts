import type { HeaderRecord } from '@sallyport/pipeline';

const OUT = /^(?:accept|content-type|idempotency-key|openai-beta)$/;
const BACK =
  /^(?:content-type|openai-processing-ms|openai-version|retry-after|retry-after-ms|x-ratelimit-[a-z-]{1,40}|x-request-id)$/;
/** Of Amazon Bedrock: settings of closed kinds, and counts. */
const BEDROCK_OUT =
  /^x-amzn-bedrock-(?:accept|guardrailidentifier|guardrailversion|performanceconfig-latency|service-tier|trace)$/;
const BEDROCK_BACK = /^x-amzn-(?:requestid|bedrock-[a-z-]{1,60})$/;
/** The name of an exception, before the address that follows it. */
const ERROR_TYPE = /^[A-Za-z]{1,64}/;
const VALUE = /^[\x20-\x7e]{0,256}$/;

/** The request headers a provider gets: an allow-list, because any other may carry what must not leave. */
export function headersOut(headers: HeaderRecord): HeaderRecord {
  return passed(headers, OUT, BEDROCK_OUT);
}

/** The answer's headers a caller gets; none of them twice. */
export function headersBack(headers: Readonly<Record<string, unknown>>): HeaderRecord {
  const type = headers['x-amzn-errortype'];
  const [name] = (typeof type === 'string' ? ERROR_TYPE.exec(type) : null) ?? [];
  return { ...passed(headers, BACK, BEDROCK_BACK), ...(name === undefined ? {} : { 'x-amzn-errortype': name }) };
}

function passed(headers: Readonly<Record<string, unknown>>, ...allowed: readonly RegExp[]): HeaderRecord {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === 'string' && allowed.some((names) => names.test(name)) && VALUE.test(value)) kept[name] = value;
  }
  return kept;
}
