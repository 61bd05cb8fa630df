export type { DeadLetter } from './dead-letter-rows.ts';
export { openSinks } from './open-sinks.ts';
export { readSinkStates, type SinkState } from './read-sink-states.ts';
export { type SinkAdmin, sinkAdmin } from './sink-admin.ts';
export type { SinkWatch } from './sink-watch.ts';
export { startSinks } from './start-sinks.ts';
