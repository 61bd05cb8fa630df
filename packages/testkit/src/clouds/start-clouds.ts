import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { text } from 'node:stream/consumers';
import { type Clock, systemClock } from '@sallyport/core';
import { type SelfSigned, selfSigned } from '../certificate/self-signed.ts';
import { closeServer, listen } from '../listen.ts';
import { type Answer, jsonAnswer } from '../provider/answer.ts';
import { deliver } from '../provider/deliver.ts';
import { type Fault, FaultQueue } from '../provider/fault.ts';
import { ANTHROPIC_CLOUD, anthropicCloud } from './anthropic-cloud.ts';
import { AWS_CLOUD, awsCloud } from './aws-cloud.ts';
import type { Cloud, CloudParts, CloudRequest } from './cloud.ts';
import { ENTRA_CLOUD, entraCloud } from './entra-cloud.ts';
import { GOOGLE_CLOUD, googleCloud } from './google-cloud.ts';
import { METADATA_CLOUD, metadataCloud } from './metadata-cloud.ts';
import { Mint } from './mint.ts';
import { OPENAI_CLOUD, openAiCloud } from './openai-cloud.ts';
import { trust } from './trust.ts';

/** How to set up the clouds. */
export interface CloudsOptions {
  /** The one issuer whose tokens they take. */
  readonly issuer: string;
  /** Where its discovery document is fetched from. Default: the issuer. */
  readonly discovery?: string;
  /** Serve `https://localhost:PORT` under a certificate of its own, as MSAL demands. Default `false`. */
  readonly https?: boolean;
  /** Default: the system's. */
  readonly clock?: Clock;
}

/** What is registered with the clouds, and where their token services are: what goes into a configuration. */
export interface CloudSettings {
  readonly openai: {
    readonly identityProviderId: string;
    readonly serviceAccountId: string;
    readonly tokenUrl: string;
  };
  readonly anthropic: {
    readonly federationRuleId: string;
    readonly organizationId: string;
    readonly serviceAccountId: string;
    readonly tokenOrigin: string;
  };
  readonly entra: { readonly tenant: string; readonly clientId: string; readonly host: string };
  readonly managedIdentity: { readonly clientId: string };
  readonly aws: { readonly roleArn: string; readonly region: string; readonly stsUrl: string };
  readonly google: {
    readonly provider: string;
    readonly serviceAccount: string;
    readonly tokenUrl: string;
    readonly impersonationOrigin: string;
  };
}

/** Running clouds. */
export interface Clouds {
  readonly origin: string;
  readonly settings: CloudSettings;
  /** The certificate to trust, PEM, when they serve https. */
  readonly ca: string | undefined;
  /** What they made that lives. */
  readonly tokens: readonly string[];
  /** Seconds that what they make from now on lives. Default 3,600. */
  lifetimeSeconds: number;
  /** Every request received, oldest first. */
  readonly requests: readonly CloudRequest[];
  /** Withdraws all that they made. */
  revokeAll(): void;
  /** Makes the next `times` requests (default 1, `Infinity` for good) fail in this way. */
  fail(fault: Fault, times?: number): void;
  /** Forgets the received requests and the waiting faults. */
  clear(): void;
  close(): Promise<void>;
}

const CLOUDS: readonly Cloud[] = [openAiCloud, anthropicCloud, entraCloud, metadataCloud, awsCloud, googleCloud];

/**
 * Starts stand-ins for the token services of OpenAI, Anthropic, Entra ID, Azure's hosts, AWS and Google, on 127.0.0.1, each in its own wire
 * format. They take what the issuer's published keys verify, and make opaque tokens.
 */
export async function startClouds(options: CloudsOptions): Promise<Clouds> {
  const { clock = systemClock, https = false } = options;
  const certificate = https ? await selfSigned() : undefined;
  const state: State = { mint: new Mint(clock), faults: new FaultQueue(), requests: [] };
  let parts: CloudParts | undefined;
  const server = serverFor(certificate, (request, response) => {
    if (parts !== undefined) handle({ request, response, state, parts }).catch(() => response.destroy());
  });
  const port = await listen(server);
  const origin = https ? `https://localhost:${port}` : `http://127.0.0.1:${port}`;
  parts = { origin, mint: state.mint, trust: trust({ ...options, clock }) };
  return {
    origin,
    settings: settingsAt(origin),
    ca: certificate?.certificate,
    get tokens() {
      return state.mint.tokens;
    },
    get lifetimeSeconds() {
      return state.mint.lifetimeSeconds;
    },
    set lifetimeSeconds(seconds) {
      state.mint.lifetimeSeconds = seconds;
    },
    get requests() {
      return state.requests;
    },
    revokeAll: () => state.mint.revokeAll(),
    fail: (fault, times = 1) => state.faults.add(fault, times),
    clear: () => {
      state.requests = [];
      state.faults.clear();
    },
    close: () => closeServer(server),
  };
}

interface State {
  readonly mint: Mint;
  readonly faults: FaultQueue;
  requests: CloudRequest[];
}

type Serve = (request: IncomingMessage, response: ServerResponse) => void;

function serverFor(certificate: SelfSigned | undefined, serve: Serve): Server {
  if (certificate === undefined) return createHttpServer(serve);
  return createHttpsServer({ key: certificate.privateKey, cert: certificate.certificate }, serve);
}

async function handle(call: {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly state: State;
  readonly parts: CloudParts;
}): Promise<void> {
  const { request, response, state, parts } = call;
  const { method = 'GET', url: path = '/', headers } = request;
  const read: CloudRequest = Object.freeze({ method, path, headers, body: await text(request) });
  state.requests.push(read);
  const fault = state.faults.next();
  // Who fails makes nothing.
  const answer = fault?.kind === 'status' || fault?.kind === 'hang' ? jsonAnswer({}) : await answerTo(read, parts);
  await deliver(response, { answer, fault, pace: () => undefined });
}

async function answerTo(request: CloudRequest, parts: CloudParts): Promise<Answer> {
  for (const cloud of CLOUDS) {
    const answer = await cloud(request, parts);
    if (answer !== undefined) return answer;
  }
  return jsonAnswer({ error: 'not_found' }, 404);
}

function settingsAt(origin: string): CloudSettings {
  const { identityProviderId, serviceAccountId } = OPENAI_CLOUD;
  const { federationRuleId, organizationId } = ANTHROPIC_CLOUD;
  const { provider, serviceAccount } = GOOGLE_CLOUD;
  return {
    openai: { identityProviderId, serviceAccountId, tokenUrl: `${origin}${OPENAI_CLOUD.path}` },
    anthropic: {
      ...{ federationRuleId, organizationId, serviceAccountId: ANTHROPIC_CLOUD.serviceAccountId },
      tokenOrigin: origin,
    },
    entra: { tenant: ENTRA_CLOUD.tenant, clientId: ENTRA_CLOUD.clientId, host: origin },
    managedIdentity: { clientId: METADATA_CLOUD.clientId },
    aws: { roleArn: AWS_CLOUD.roleArn, region: 'us-east-1', stsUrl: origin },
    google: { provider, serviceAccount, tokenUrl: `${origin}${GOOGLE_CLOUD.path}`, impersonationOrigin: origin },
  };
}
