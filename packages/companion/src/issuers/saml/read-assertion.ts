import { fromBase64url, fromUtf8, SallyportError } from '@sallyport/core';
import { localName, type XmlElement, xmlOutline } from './xml-outline.ts';

/** The longest assertion read, in characters of base64url. */
const MAX_LENGTH = 65_536;
const DECLARATION =
  /^<\?xml\s+version\s*=\s*["']1\.0["'](?:\s+encoding\s*=\s*["']utf-8["'])?(?:\s+standalone\s*=\s*["'](?:yes|no)["'])?\s*\?>/i;

/** No SHA-1, no HMAC, nothing that would sign less than the whole assertion (XML Signature 1.1, RFC 6931, RFC 9231). */
const ALGORITHMS = [
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmlenc#sha512',
  'http://www.w3.org/2001/10/xml-exc-c14n#',
  'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
];

/** Where an attacker would put what was signed, so that it still verifies, and what cannot be read here. */
const REFUSED = [
  'Object',
  'Extensions',
  'Advice',
  'EncryptedAssertion',
  'EncryptedID',
  'EncryptedAttribute',
  'RetrievalMethod',
];

/** An assertion that has the form of one; nothing in it is verified. */
export interface ReadAssertion {
  /** A `Response` with this one assertion in it. */
  readonly response: string;
  /** The text of the assertion's `Issuer`. */
  readonly issuer: string;
}

/**
 * Reads base64url (RFC 7522 §2.1) of an assertion, or of a response with one, and wraps the former in a response. Raises
 * `assertion_invalid` for more than 65,536 characters, and for anything but exactly one assertion that is signed itself, once, in its place,
 * by an algorithm that is strong: what wraps a signature has a second assertion, or hides the first one elsewhere (Somorovsky et al.,
 * "On Breaking SAML", USENIX Security 2012).
 */
export function readAssertion(encoded: string): ReadAssertion {
  const text = decode(encoded);
  const elements = xmlOutline(text);
  const at = elements.findIndex(({ name }) => name === 'Assertion');
  checkForm(elements, at);
  const wrapped = elements[at]?.depth === 0;
  const protocol = 'urn:oasis:names:tc:SAML:2.0:protocol';
  return {
    response: wrapped ? `<samlp:Response xmlns:samlp="${protocol}">${text}</samlp:Response>` : text,
    issuer: issuerOf(text, { elements, at }),
  };
}

function decode(encoded: string): string {
  const bytes = encoded.length > MAX_LENGTH ? undefined : fromBase64url(encoded.replace(/={1,2}$/, ''));
  if (bytes === undefined) return refuse();
  try {
    return fromUtf8(bytes).replace(DECLARATION, '').trim();
  } catch {
    return refuse();
  }
}

function checkForm(elements: readonly XmlElement[], at: number): void {
  const [root] = elements;
  const assertion = elements[at];
  const isRoot = at === 0 || (root?.name === 'Response' && assertion?.parent === 0);
  const count = (name: string): number => elements.filter((one) => one.name === name).length;
  const once = count('Assertion') === 1 && count('Response') <= 1 && isRoot;
  const strange = elements.some(({ name }) => REFUSED.includes(name));
  const signatures = elements.filter(({ name }) => name === 'Signature').map(({ parent }) => parent);
  const inPlace =
    signatures.every((parent) => parent === at || parent === 0) && new Set(signatures).size === signatures.length;
  if (!once || strange || !inPlace || !signatures.includes(at)) refuse();
  checkAttributes(elements);
}

function checkAttributes(elements: readonly XmlElement[]): void {
  const all = elements.flatMap(({ attributes }) => attributes);
  const algorithms = all.filter(([name]) => localName(name) === 'Algorithm');
  const ids = all.filter(([name]) => localName(name).toLowerCase() === 'id').map(([, value]) => value);
  if (new Set(ids).size < ids.length || algorithms.some(([, value]) => !ALGORITHMS.includes(value))) refuse();
}

/** It only chooses whose certificates must prove the assertion; what is signed is looked at again. */
function issuerOf(
  text: string,
  { elements, at }: { readonly elements: readonly XmlElement[]; readonly at: number },
): string {
  const issuer = elements.find(({ name, parent }) => name === 'Issuer' && parent === at);
  if (issuer === undefined) return refuse();
  return text.slice(issuer.contentAt, text.indexOf('<', issuer.contentAt)).replaceAll('&amp;', '&');
}

function refuse(): never {
  throw new SallyportError('assertion_invalid');
}
