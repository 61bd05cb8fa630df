/** The pattern of the one guard: a social security number. */
const SSN = String.raw`/\b\d{3}-\d{2}-\d{4}\b/g`;

/** The headers by which Portkey passes calls on and does nothing else. */
export function plainHeaders(providerUrl: string): Readonly<Record<string, string>> {
  return configHeader({ provider: 'openai', api_key: 'sk-bench', custom_host: providerUrl });
}

/** The same with one input guardrail, `default.regexReplace`, the nearest it has to a redaction that lets the call go on. */
export function guardedHeaders(providerUrl: string): Readonly<Record<string, string>> {
  return configHeader({
    provider: 'openai',
    api_key: 'sk-bench',
    custom_host: providerUrl,
    input_guardrails: [{ 'default.regexReplace': { rule: SSN, redactText: '[SSN]' } }],
  });
}

function configHeader(config: object): Readonly<Record<string, string>> {
  return { 'x-portkey-config': JSON.stringify(config) };
}
