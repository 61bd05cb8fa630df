import { isLoopback } from '@sallyport/core';
import { addressKind, literalAddress, namesForbidden } from '../addresses/address-kind.ts';
import { checkUrl } from './check-url.ts';
import type { ConfigFile } from './config.ts';
import { type Fault, type FaultPath, firstOf } from './fault.ts';
import type { EmailConfig, NotifyConfig } from './notify-config.ts';

const FORBIDDEN = 'must not name an address that is never called, such as 169.254.0.0/16';

/** Finds what is wrong with `notify`. */
export function checkNotify({ notify }: ConfigFile): Fault | undefined {
  if (notify === undefined) return undefined;
  return checkNames(notify) ?? checkUrls(notify) ?? firstOf(notify.email ?? [], checkEmail);
}

/** What is queued for one must not be delivered to another. */
function checkNames({ webhooks = [], slack, teams = [], email = [] }: NotifyConfig): Fault | undefined {
  const placed = (key: string, items: readonly { readonly name: string }[]) =>
    items.map(({ name }, at) => ({ name, path: ['notify', key, at, 'name'] as FaultPath }));
  const all = [
    ...placed('webhooks', webhooks),
    ...(slack === undefined ? [] : [{ name: slack.name, path: ['notify', 'slack', 'name'] }]),
    ...placed('teams', teams),
    ...placed('email', email),
  ];
  const seen = new Set<string>();
  return firstOf(all, ({ name, path }) => {
    if (seen.has(name)) return { path, message: 'must be unique' };
    seen.add(name);
    return undefined;
  });
}

function checkUrls({ webhooks = [], slack }: NotifyConfig): Fault | undefined {
  const urls = [
    ...webhooks.map(({ url, insecureHttp }, at) => ({
      path: ['notify', 'webhooks', at, 'url'],
      ...{ url, rule: { http: insecureHttp, query: true } },
    })),
    ...(slack === undefined ? [] : [{ path: ['notify', 'slack', 'apiUrl'], url: slack.apiUrl, rule: {} }]),
  ];
  return firstOf(urls, ({ path, url, rule }) => {
    const wrong = checkUrl(url, rule) ?? (namesForbidden(new URL(url)) ? FORBIDDEN : undefined);
    return wrong === undefined ? undefined : { path, message: wrong };
  });
}

function checkEmail({ host, tls, user, passwordSecret }: EmailConfig, at: number): Fault | undefined {
  const fault = (key: string, message: string): Fault => ({ path: ['notify', 'email', at, key], message });
  const url = urlOf(host);
  if (url === undefined) return fault('host', 'must be a host name or an address');
  const literal = literalAddress(url.hostname);
  if (literal !== undefined && addressKind(literal) === 'forbidden') return fault('host', FORBIDDEN);
  if (tls === 'none' && !isLoopback(url)) return fault('tls', 'may be none only for a host that is this very machine');
  const both = (user === undefined) === (passwordSecret === undefined);
  return both ? undefined : fault(user === undefined ? 'passwordSecret' : 'user', 'needs user and passwordSecret both');
}

function urlOf(host: string): URL | undefined {
  const text = `https://${host.includes(':') ? `[${host}]` : host}`;
  return URL.canParse(text) ? new URL(text) : undefined;
}
