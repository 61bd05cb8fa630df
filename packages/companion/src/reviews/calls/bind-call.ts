import type { Hmac } from 'node:crypto';
import { SallyportError, utf8 } from '@sallyport/core';
import type { Decided, Payload, Transformed } from '@sallyport/pipeline';
import { isForm } from '@sallyport/wire';
import type { ReviewKeys } from '../review-keys.ts';
import { bindForm } from './bind-form.ts';
import { addNumber, addPart } from './bound-parts.ts';

/** What is bound of a call: all that is passed on but its headers, of which only the content type says how the body is read. */
type Bound = Pick<Decided, 'operation' | 'query' | 'call'>;

/** Tells bindings of this form from those of any later one. */
const FORM_OF_BINDING = 'sallyport-review-1';

/** A call's binding is asked for before it is transformed and again after. It is the same call, and most of a binding is reading its body. */
const BEFORE = new WeakMap<Bound['call'], Promise<Uint8Array>>();

/** Binds a call as it came, before transformation: 32 bytes, the same for the same call. Raises `form_invalid`, `temporary_storage`. */
export function bindBefore(keys: Pick<ReviewKeys, 'binding'>, exchange: Decided): Promise<Uint8Array> {
  const known = BEFORE.get(exchange.call);
  if (known !== undefined) return known;
  const binding = bind(keys.binding(), { exchange, side: 'before', body: exchange.body });
  BEFORE.set(exchange.call, binding);
  return binding;
}

/** Binds a call as it would leave, after transformation. Raises what `bindBefore` does. */
export function bindAfter(keys: Pick<ReviewKeys, 'binding'>, exchange: Transformed): Promise<Uint8Array> {
  return bind(keys.binding(), { exchange, side: 'after', body: exchange.egress });
}

/**
 * HMAC-SHA256 over side, method, path, query, content type and body, each behind its length, so that nothing can be moved from one to
 * another. The path and the query are those that are rebuilt, and not the caller's own text. A form counts by its parts in their order:
 * its boundary, which is another with each attempt (RFC 7578 §4.1), is left out of it and of the content type.
 */
async function bind(
  hmac: Hmac,
  bound: { readonly exchange: Bound; readonly side: 'before' | 'after'; readonly body: Payload },
): Promise<Uint8Array> {
  const { exchange, side, body } = bound;
  const { operation, query, call } = exchange;
  const contentType = call.headers['content-type'] ?? '';
  const form = body.length > 0 && isForm(contentType);
  const head = [FORM_OF_BINDING, side, operation.method, operation.path, query, form ? 'form' : `body ${contentType}`];
  for (const part of head) addPart(hmac, utf8(part));
  if (form) await bindForm(hmac, { body, contentType });
  else await bindBytes(hmac, body);
  return new Uint8Array(hmac.digest());
}

async function bindBytes(hmac: Hmac, body: Payload): Promise<void> {
  addNumber(hmac, body.length);
  let length = 0;
  for await (const chunk of body.read()) {
    hmac.update(chunk);
    length += chunk.length;
  }
  if (length !== body.length) throw new SallyportError('internal');
}
