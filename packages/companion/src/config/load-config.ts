import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { deepFreeze, fromUtf8, SallyportError } from '@sallyport/core';
import { checkConfig } from './check-config.ts';
import { completeIssuer, completeSamlIssuer } from './complete-issuers.ts';
import type { Config, ConfigFile } from './config.ts';
import { type ConnectionConfig, DEFAULT_BEARER } from './connection-config.ts';
import type { EnginesConfig } from './engines-config.ts';
import type { Fault, FaultPath } from './fault.ts';
import type { NotifyConfig } from './notify-config.ts';
import { isYamlFault, type ParsedYaml, parseYaml, type YamlFault } from './parse-yaml.ts';
import type { RootKeyConfig } from './root-key-config.ts';
import type { TlsConfig } from './tls-config.ts';
import { validateShape } from './validate-shape.ts';

const LARGEST_FILE = 1_048_576;

/**
 * Reads and checks `sallyport.yaml`. Relative paths in it are taken from the folder of the file.
 *
 * Raises `config_invalid` whose `place` is `file:line:column path what`, for example
 * `sallyport.yaml:12:5 connections/openai/baseUrl must be an https URL`. Values of the file are never quoted.
 */
export async function loadConfig(path: string): Promise<Config> {
  const name = basename(path);
  const bytes = await readFile(path).catch(() => refuse(`${name} could not be read`));
  if (bytes.length > LARGEST_FILE) refuse(`${name} is larger than 1 MiB`);
  return deepFreeze(read(bytes, { name, folder: dirname(resolve(path)) }));
}

function read(bytes: Uint8Array, { name, folder }: { readonly name: string; readonly folder: string }): Config {
  const parsed = parse(decode(bytes, name), name);
  if (isYamlFault(parsed)) return refuse(`${name}:${parsed.position} ${parsed.message}`);
  const shape = validateShape(parsed.value);
  if (shape !== undefined) return refuse(placeOf(name, parsed, shape));
  const file = complete(parsed.value as ConfigFile, folder);
  const fault = checkConfig(file);
  if (fault !== undefined) return refuse(placeOf(name, parsed, fault));
  return { ...withRootKey(file), digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}` };
}

function parse(text: string, name: string): ParsedYaml | YamlFault {
  try {
    return parseYaml(text);
  } catch {
    // The parser recurses, so a hostile depth ends in a RangeError.
    return refuse(`${name} is not valid YAML`);
  }
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return fromUtf8(bytes);
  } catch {
    return refuse(`${name} is not valid UTF-8`);
  }
}

function complete(file: ConfigFile, folder: string): ConfigFile {
  return {
    ...file,
    publicUrl: withoutSlash(file.publicUrl),
    dataDir: resolve(folder, file.dataDir),
    ...(file.rootKeyFile === undefined ? {} : { rootKeyFile: resolve(folder, file.rootKeyFile) }),
    ...(file.rootKey === undefined ? {} : { rootKey: completeRootKey(file.rootKey, folder) }),
    ...(file.previousRootKey === undefined ? {} : { previousRootKey: completeRootKey(file.previousRootKey, folder) }),
    ...(file.tempDir === undefined ? {} : { tempDir: resolve(folder, file.tempDir) }),
    issuers: file.issuers.map((one) => completeIssuer(one, folder)),
    ...(file.samlIssuers === undefined
      ? {}
      : { samlIssuers: file.samlIssuers.map((one) => completeSamlIssuer(one, folder)) }),
    connections: file.connections.map((one) => completeConnection(one, folder)),
    ...(file.engines === undefined ? {} : { engines: completeEngines(file.engines, folder) }),
    ...(file.notify === undefined ? {} : { notify: completeNotify(file.notify, folder) }),
  };
}

function completeRootKey(key: RootKeyConfig, folder: string): RootKeyConfig {
  if ('file' in key) return { file: resolve(folder, key.file) };
  if (!('azureKeyVault' in key)) return key;
  return { azureKeyVault: { ...key.azureKeyVault, vaultUrl: withoutSlash(key.azureKeyVault.vaultUrl) } };
}

/** Says in one way where the root key is. The file has been checked to say it exactly once. */
function withRootKey({ rootKeyFile: file = '', rootKey = { file }, ...rest }: ConfigFile): Omit<Config, 'digest'> {
  return { ...rest, rootKey };
}

function completeEngines(engines: EnginesConfig, folder: string): EnginesConfig {
  const { onnx } = engines;
  return onnx === undefined ? engines : { ...engines, onnx: { ...onnx, model: resolve(folder, onnx.model) } };
}

function completeNotify(notify: NotifyConfig, folder: string): NotifyConfig {
  const { email } = notify;
  if (email === undefined) return notify;
  const complete = ({ caFile }: (typeof email)[number]) =>
    caFile === undefined ? {} : { caFile: resolve(folder, caFile) };
  return { ...notify, email: email.map((one) => ({ ...one, ...complete(one) })) };
}

/** The schema can fill in what is in `bearer`, but not when there is to be one; and `allow` may be a rule by itself. */
function completeConnection(one: ConnectionConfig, folder: string): ConnectionConfig {
  const bearer = one.bearer ?? (one.senderConstraint === 'bearer' ? DEFAULT_BEARER : undefined);
  return {
    ...one,
    baseUrl: withoutSlash(one.baseUrl),
    allow: [one.allow].flat(),
    ...(bearer === undefined ? {} : { bearer }),
    ...(one.tls === undefined ? {} : { tls: completeTls(one.tls, folder) }),
  };
}

function completeTls(tls: TlsConfig, folder: string): TlsConfig {
  const paths = (['caFile', 'certFile', 'keyFile'] as const).flatMap((key) => {
    const path = tls[key];
    return path === undefined ? [] : [[key, resolve(folder, path)] as const];
  });
  return { ...tls, ...Object.fromEntries(paths) };
}

function withoutSlash(url: string): string {
  return url.endsWith('/') ? url.slice(0, -1) : url;
}

function placeOf(name: string, parsed: ParsedYaml, fault: Fault): string {
  const where = nameSteps(parsed.value, fault.path);
  return `${name}:${parsed.locate(fault.path, fault.key)} ${where === '' ? '' : `${where} `}${fault.message}`;
}

/** A list item is called by its `name` where that is a plain one, else by its position. */
function nameSteps(value: unknown, path: FaultPath): string {
  let part = value;
  const words = path.map((step) => {
    part = (part as Record<string, unknown> | undefined)?.[step];
    const name = typeof step === 'number' ? (part as { name?: unknown } | null)?.name : undefined;
    return typeof name === 'string' && /^[a-z0-9][a-z0-9-]{0,62}$/.test(name) ? name : String(step);
  });
  return words.join('/');
}

function refuse(place: string): never {
  throw new SallyportError('config_invalid', { place });
}
