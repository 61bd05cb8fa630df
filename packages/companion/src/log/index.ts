export { createLog, type Log, type LogLevel, type LogOptions } from './create-log.ts';
export type { LogFields } from './log-fields.ts';
export type { LogMessage } from './log-message.ts';
