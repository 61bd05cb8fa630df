import { readFile } from 'node:fs/promises';
import { type Clock, SallyportError } from '@sallyport/core';
import type { Config, GraphConfig, IssuerConfig, SamlIssuerConfig } from '../config/index.ts';
import {
  assertionVerifier,
  type FetchGroups,
  type GraphProof,
  graphGroups,
  identityTokenVerifier,
  issuerHttp,
  readSigningCertificate,
  type SamlIssuer,
  type VerifyIdentityToken,
} from '../issuers/index.ts';
import type { SecretStore } from '../secrets/index.ts';

/** What the verifier of identity tokens is opened with. */
export interface OpenVerifierOptions {
  readonly config: Pick<Config, 'publicUrl' | 'issuers' | 'samlIssuers'>;
  readonly secrets: Pick<SecretStore, 'get'>;
  readonly clock: Clock;
}

/**
 * Opens the verifier of identity tokens: reads certificates and secrets at the start, so that a missing one stops the start and not a
 * call. Raises `config_invalid`, `secret_unsealed`.
 */
export async function openIdentityVerifier(options: OpenVerifierOptions): Promise<VerifyIdentityToken> {
  const { config, clock } = options;
  const http = new Map<string, ReturnType<typeof issuerHttp>>();
  const groups = new Map<string, FetchGroups>();
  for (const [at, one] of config.issuers.entries()) {
    const place = `issuers/${at}`;
    http.set(one.issuer, issuerHttp({ ca: await readOptional(one.caFile, `${place}/caFile`) }));
    const fetchGroups = await openGroups(one, { ...options, place: `${place}/groups/overage/graph` });
    if (fetchGroups !== undefined) groups.set(one.issuer, fetchGroups);
  }
  const samlIssuers: SamlIssuer[] = [];
  for (const [at, one] of (config.samlIssuers ?? []).entries()) {
    samlIssuers.push(await openSamlIssuer(one, `samlIssuers/${at}`));
  }
  const recipient = `${config.publicUrl}/oauth/token`;
  const verifyAssertion = assertionVerifier({ issuers: samlIssuers, recipient, clock });
  return identityTokenVerifier(config.issuers, { clock, http, groups, verifyAssertion });
}

type Opening = OpenVerifierOptions & { readonly place: string };

async function openGroups({ groups }: IssuerConfig, opening: Opening): Promise<FetchGroups | undefined> {
  const config = groups?.overage?.graph;
  if (config === undefined) return undefined;
  const { clock, place } = opening;
  const http = issuerHttp({ ca: await readOptional(config.caFile, `${place}/caFile`) });
  return graphGroups({ config, proof: await openProof(config, opening), http, clock });
}

async function openProof({ secret, certificate }: GraphConfig, opening: Opening): Promise<GraphProof> {
  const { place } = opening;
  if (certificate === undefined) return { secret: await readSecret(secret ?? '', opening) };
  const pem = await read(certificate.file, `${place}/certificate/file`);
  return { certificate: pem, privateKey: await readSecret(certificate.privateKey, opening) };
}

async function openSamlIssuer(config: SamlIssuerConfig, place: string): Promise<SamlIssuer> {
  const certificates: string[] = [];
  for (const [at, file] of config.certificateFiles.entries()) {
    const where = `${place}/certificateFiles/${at}`;
    const certificate = readSigningCertificate(await read(file, where));
    if (certificate === undefined) return refuse(`${where}: must be a certificate of an RSA key of at least 2048 bits`);
    certificates.push(certificate);
  }
  return { config, certificates };
}

async function readSecret(name: string, { secrets, place }: Opening): Promise<string> {
  return (await secrets.get(name)) ?? refuse(`${place}: no secret of this name is sealed`);
}

async function readOptional(path: string | undefined, place: string): Promise<string | undefined> {
  return path === undefined ? undefined : read(path, place);
}

function read(path: string, place: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => refuse(`${place}: this file could not be read`));
}

function refuse(place: string): never {
  throw new SallyportError('config_invalid', { place });
}
