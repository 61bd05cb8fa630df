export { curlLines } from './dev/curl-lines.ts';
export { type DevServers, startDev } from './dev/start-dev.ts';
export { EXIT, runCli } from './run-cli.ts';
export { layOut } from './table.ts';
export type { Terminal } from './terminal.ts';
