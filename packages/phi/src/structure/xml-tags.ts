/** A piece of XML: a tag, a run of text, a CDATA section, a comment, or something to be passed over. */
export interface XmlToken {
  readonly kind: 'open' | 'close' | 'empty' | 'text' | 'cdata' | 'comment' | 'other';
  readonly start: number;
  readonly end: number;
  /** The local name of an element, without its prefix. */
  readonly name?: string;
  readonly attributes?: readonly XmlAttribute[];
  /** Where the contents of a text, CDATA section or comment stand. */
  readonly from: number;
  readonly to: number;
}

/** An attribute and where its value stands, without the quotes. */
export interface XmlAttribute {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const TAG = /<(\/?)([A-Za-z_][\w.-]{0,80}(?::[\w.-]{1,80})?)(?=[\s/>])/y;
const ATTRIBUTE =
  /\s{0,400}([A-Za-z_:][\w:.-]{0,80})\s{0,40}(?:=\s{0,40}(?:"([^"<]*)"|'([^'<]*)'|([^\s"'<>=`]{1,400}))|(?=[\s/>]))/y;
const TAG_END = /\s{0,400}(\/?)>/y;

/** Reads the token that begins at a place of the source. `undefined` where there is none, or it has no end. */
export function xmlTokenAt(source: string, at: number): XmlToken | undefined {
  if (source.charAt(at) !== '<') return textToken(source, at);
  if (source.startsWith('<!--', at)) return between(source, { at, open: '<!--', close: '-->', kind: 'comment' });
  if (source.startsWith('<![CDATA[', at))
    return between(source, { at, open: '<![CDATA[', close: ']]>', kind: 'cdata' });
  if (source.startsWith('<?', at)) return between(source, { at, open: '<?', close: '?>', kind: 'other' });
  if (source.startsWith('<!', at)) return declaration(source, at);
  return tag(source, at);
}

function textToken(source: string, at: number): XmlToken | undefined {
  if (at >= source.length) return undefined;
  const next = source.indexOf('<', at);
  const end = next === -1 ? source.length : next;
  return { kind: 'text', start: at, end, from: at, to: end };
}

interface Marks {
  readonly at: number;
  readonly open: string;
  readonly close: string;
  readonly kind: XmlToken['kind'];
}

function between(source: string, { at, open, close, kind }: Marks): XmlToken | undefined {
  const from = at + open.length;
  const to = source.indexOf(close, from);
  return to === -1 ? undefined : { kind, start: at, end: to + close.length, from, to };
}

/** A document type declaration may declare entities, whose texts are read as a comment's are. */
function declaration(source: string, at: number): XmlToken | undefined {
  const end = source.indexOf('>', at);
  const subset = source.slice(at, end).includes('[') ? source.indexOf(']>', at) + 1 : end;
  if (end === -1 || subset === 0) return undefined;
  return { kind: subset === end ? 'other' : 'comment', start: at, end: subset + 1, from: at + 2, to: subset };
}

function tag(source: string, at: number): XmlToken | undefined {
  TAG.lastIndex = at;
  const head = TAG.exec(source);
  if (head === null) return undefined;
  const attributes: XmlAttribute[] = [];
  let end = at + head[0].length;
  ATTRIBUTE.lastIndex = end;
  for (let found = ATTRIBUTE.exec(source); found !== null; found = ATTRIBUTE.exec(source)) {
    end = ATTRIBUTE.lastIndex;
    const value = found[2] ?? found[3] ?? found[4] ?? '';
    const last = end - (found[4] === undefined && found[0].includes('=') ? 1 : 0);
    if (value !== '') attributes.push({ name: localName(found[1] ?? ''), start: last - value.length, end: last });
  }
  TAG_END.lastIndex = end;
  const close = TAG_END.exec(source);
  if (close === null) return undefined;
  const kind = head[1] === '/' ? 'close' : close[1] === '/' ? 'empty' : 'open';
  const name = localName(head[2] ?? '');
  return { kind, start: at, end: TAG_END.lastIndex, name, attributes, from: at, to: at };
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
