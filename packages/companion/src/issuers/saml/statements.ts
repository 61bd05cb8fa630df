import { SallyportError } from '@sallyport/core';
import { type Claims, isObject } from '../claim-at.ts';

/** An element as node-saml gives it: its children by local name, its attributes under `$`, its text under `_`. */
export type SamlElement = Claims;

/** The children of this name. */
export function childrenOf(element: SamlElement, name: string): readonly SamlElement[] {
  const children = element[name];
  return Array.isArray(children) ? children.map((child) => (isObject(child) ? child : { _: child })) : [];
}

/** The one child of this name. Raises `assertion_invalid` where there is none, or another. */
export function onlyChild(element: SamlElement, name: string): SamlElement {
  const [child, ...others] = childrenOf(element, name);
  if (child === undefined || others.length > 0) throw new SallyportError('assertion_invalid');
  return child;
}

/** An attribute's value; `undefined` where there is none. */
export function attributeOf(element: SamlElement, name: string): string | undefined {
  const { $: attributes } = element;
  const value = isObject(attributes) && Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** An element's text, as it is. Raises `assertion_invalid` for one that has none, or elements besides. */
export function textOf(element: SamlElement): string {
  const { _: text, $: _attributes, ...others } = element;
  if (typeof text === 'string' && text !== '' && Object.keys(others).length === 0) return text;
  throw new SallyportError('assertion_invalid');
}

/** SAML attributes by name: their texts, all statements together. */
export function samlAttributes(assertion: SamlElement): Readonly<Record<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  for (const statement of childrenOf(assertion, 'AttributeStatement')) {
    for (const attribute of childrenOf(statement, 'Attribute')) {
      const name = attributeOf(attribute, 'Name') ?? '';
      const texts = childrenOf(attribute, 'AttributeValue').map(({ _: text }) => text);
      const strings = texts.filter((text): text is string => typeof text === 'string' && text !== '');
      found.set(name, [...(found.get(name) ?? []), ...strings]);
    }
  }
  return Object.fromEntries(found);
}
