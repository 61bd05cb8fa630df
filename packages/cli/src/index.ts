export { curlLines } from './dev/curl-lines.ts';
export { type DevOptions, type DevServers, startDev } from './dev/start-dev.ts';
export type { OwnProvider } from './dev/start-dev-provider.ts';
export { type Derivation, type DerivedFile, type DeriveParts, deriveFiles } from './evidence/derive-files.ts';
export type { Summary as EvidenceSummary } from './evidence/tally/summary.ts';
export { EXIT, runCli } from './run-cli.ts';
export { layOut } from './table.ts';
export type { Terminal } from './terminal.ts';
