import { addressKind, literalAddress, namesForbidden } from '../addresses/address-kind.ts';
import { checkUrl, type UrlRule } from './check-url.ts';
import type { ConfigFile } from './config.ts';
import { type Fault, firstOf } from './fault.ts';
import type { KafkaSinkConfig, SinkConfig, SyslogSinkConfig } from './sinks-config.ts';

const KINDS = ['file', 'splunk', 'syslog', 'sentinel', 'webhook', 'kafka'] as const;
const FORBIDDEN = 'must not name an address that is never called, such as 169.254.0.0/16';

/** Finds what is wrong with `sinks`: names that are not unique, none or several kinds, and places that are not safe. */
export function checkSinks({ sinks = [] }: ConfigFile): Fault | undefined {
  const seen = new Set<string>();
  return firstOf(sinks, (sink, at) => {
    const path = ['sinks', at];
    if (seen.has(sink.name)) return { path: [...path, 'name'], message: 'must be unique' };
    seen.add(sink.name);
    const kinds = KINDS.filter((kind) => sink[kind] !== undefined);
    if (kinds.length !== 1) return { path, message: `must have exactly one of ${KINDS.join(', ')}` };
    const fault = checkPlace(sink);
    return fault === undefined ? undefined : { ...fault, path: [...path, ...fault.path] };
  });
}

function checkPlace({ splunk, webhook, sentinel, syslog, kafka }: SinkConfig): Fault | undefined {
  if (splunk !== undefined) return checkAt(['splunk', 'url'], splunk.url, { http: splunk.insecureHttp });
  if (webhook !== undefined) {
    return checkAt(['webhook', 'url'], webhook.url, { http: webhook.insecureHttp, query: true });
  }
  if (sentinel !== undefined) {
    const { endpoint, audience, credential } = sentinel;
    const authority = 'authorityHost' in credential ? credential.authorityHost : undefined;
    return (
      checkAt(['sentinel', 'endpoint'], endpoint, {}) ??
      checkAt(['sentinel', 'audience'], audience, {}) ??
      (authority === undefined ? undefined : checkAt(['sentinel', 'credential', 'authorityHost'], authority, {}))
    );
  }
  return syslog === undefined ? kafka && checkKafka(kafka) : checkSyslog(syslog);
}

function checkAt(path: Fault['path'], url: string, rule: UrlRule): Fault | undefined {
  const message = checkUrl(url, rule) ?? (namesForbidden(new URL(url)) ? FORBIDDEN : undefined);
  return message === undefined ? undefined : { path, message };
}

function checkSyslog({ host, certFile, keyFile }: SyslogSinkConfig): Fault | undefined {
  if ((certFile === undefined) !== (keyFile === undefined)) {
    return {
      path: ['syslog', certFile === undefined ? 'certFile' : 'keyFile'],
      message: 'needs certFile and keyFile both',
    };
  }
  return checkHost(host, ['syslog', 'host']);
}

function checkKafka({ brokers, tls }: KafkaSinkConfig): Fault | undefined {
  return firstOf(brokers, (broker, at) => {
    const path = ['kafka', 'brokers', at];
    const colon = broker.lastIndexOf(':');
    const [host, port] = [broker.slice(0, colon), Number(broker.slice(colon + 1))];
    if (port < 1 || port > 65_535) return { path, message: 'must have a port from 1 to 65535' };
    if (!tls && !isLocal(host))
      return { path: ['kafka', 'tls'], message: 'may be false only for brokers on this very machine' };
    return checkHost(host, path);
  });
}

/** A name that only looks like an address of this machine may be anybody's. */
function isLocal(host: string): boolean {
  return host === 'localhost' || addressKind(host) === 'loopback';
}

function checkHost(host: string, path: Fault['path']): Fault | undefined {
  const text = `https://${host.includes(':') ? `[${host}]` : host}`;
  if (!URL.canParse(text)) return { path, message: 'must be a host name or an address' };
  const literal = literalAddress(new URL(text).hostname);
  const forbidden = literal !== undefined && addressKind(literal) === 'forbidden';
  return forbidden ? { path, message: FORBIDDEN } : undefined;
}
