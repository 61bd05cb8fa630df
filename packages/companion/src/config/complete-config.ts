import { resolve } from 'node:path';
import { completeConnection } from './complete-connection.ts';
import { completeIssuer, completeSamlIssuer } from './complete-issuers.ts';
import type { ConfigFile } from './config.ts';
import type { EnginesConfig } from './engines-config.ts';
import type { LedgerConfig } from './ledger-config.ts';
import type { NotifyConfig } from './notify-config.ts';
import { STANDARD_RETENTION } from './retention-config.ts';
import type { RootKeyConfig } from './root-key-config.ts';
import type { SinkConfig, SyslogSinkConfig } from './sinks-config.ts';
import { withoutSlash } from './without-slash.ts';

/** A configuration with its paths absolute, taken from `folder`, and its URLs without a slash at their end. */
export function completeConfig(file: ConfigFile, folder: string): ConfigFile {
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
    retention: { ...file.retention, classes: { standard: STANDARD_RETENTION, ...file.retention.classes } },
    ...(file.engines === undefined ? {} : { engines: completeEngines(file.engines, folder) }),
    ...(file.notify === undefined ? {} : { notify: completeNotify(file.notify, folder) }),
    ledger: completeLedger(file.ledger),
    ...(file.sinks === undefined ? {} : { sinks: file.sinks.map((one) => completeSink(one, folder)) }),
  };
}

function completeRootKey(key: RootKeyConfig, folder: string): RootKeyConfig {
  if ('file' in key) return { file: resolve(folder, key.file) };
  if (!('azureKeyVault' in key)) return key;
  return { azureKeyVault: { ...key.azureKeyVault, vaultUrl: withoutSlash(key.azureKeyVault.vaultUrl) } };
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

function completeLedger(ledger: LedgerConfig): LedgerConfig {
  const { witnesses } = ledger;
  if (witnesses === undefined) return ledger;
  return { ...ledger, witnesses: witnesses.map((one) => ({ ...one, url: withoutSlash(one.url) })) };
}

function completeSink(sink: SinkConfig, folder: string): SinkConfig {
  const { file, splunk, syslog, webhook, kafka } = sink;
  const at = (path: string) => resolve(folder, path);
  const paths = <T extends { readonly caFile?: string }>(one: T): T =>
    one.caFile === undefined ? one : { ...one, caFile: at(one.caFile) };
  return {
    ...sink,
    ...(file === undefined ? {} : { file: { ...file, folder: at(file.folder) } }),
    ...(splunk === undefined ? {} : { splunk: { ...paths(splunk), url: withoutSlash(splunk.url) } }),
    ...(syslog === undefined ? {} : { syslog: completeSyslog(paths(syslog), at) }),
    ...(webhook === undefined ? {} : { webhook: paths(webhook) }),
    ...(kafka === undefined ? {} : { kafka: paths(kafka) }),
  };
}

function completeSyslog(syslog: SyslogSinkConfig, at: (path: string) => string): SyslogSinkConfig {
  const { certFile, keyFile } = syslog;
  return certFile === undefined || keyFile === undefined
    ? syslog
    : { ...syslog, certFile: at(certFile), keyFile: at(keyFile) };
}
