import { EventStreamCodec } from '@smithy/eventstream-codec';
import { fromUtf8, toUtf8 } from '@smithy/util-utf8';

/** Amazon's own. */
const CODEC = new EventStreamCodec(toUtf8, fromUtf8);

/** An event, in a frame of Amazon's event streams. */
export function eventFrame(type: string, data: unknown): Uint8Array {
  return frame({ ':event-type': type, ':content-type': 'application/json', ':message-type': 'event' }, data);
}

/** An exception, in a frame. */
export function exceptionFrame(type: string, message: string): Uint8Array {
  const headers = { ':exception-type': type, ':content-type': 'application/json', ':message-type': 'exception' };
  return frame(headers, { message });
}

function frame(headers: Readonly<Record<string, string>>, data: unknown): Uint8Array {
  const tagged = Object.entries(headers).map(([name, value]) => [name, { type: 'string' as const, value }]);
  return CODEC.encode({ headers: Object.fromEntries(tagged), body: fromUtf8(JSON.stringify(data)) });
}
