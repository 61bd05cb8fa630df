/** A message as it goes over TLS, RFC 5425 §4.3: the number of its octets, a space, and the octets. */
export function octetFrame(message: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${message.length} `, 'ascii'), message]);
}
