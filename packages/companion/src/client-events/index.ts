export { BoundKeys } from './bound-keys.ts';
export { readEventBatch } from './read-event-batch.ts';
export { type EventBatch, type EventResult, eventReceiver, type ReceiveEvents } from './receive-events.ts';
