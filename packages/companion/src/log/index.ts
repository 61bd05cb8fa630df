export { createLog, type Log, type LogLevel, type LogOptions } from './create-log.ts';
export type { LogFields } from './log-fields.ts';
export { LOG_MESSAGES, type LogMessage } from './log-message.ts';
