/** A request as it arrived. */
export interface BucketRequest {
  readonly method: string;
  /** Path and query, as they came. */
  readonly target: string;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** An answer. */
export interface BucketAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** An answer that refuses, in the service's own form. */
export function refusal(status: number, code: string): BucketAnswer {
  return xmlAnswer(`<Error><Code>${code}</Code><Message>stand-in: ${code}</Message></Error>`, { status });
}

/** An answer in XML. Default: of status 200. */
export function xmlAnswer(xml: string, { status = 200 }: { readonly status?: number } = {}): BucketAnswer {
  return {
    status,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${xml}`,
  };
}

/** Text inside an element. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The texts of all elements of a name; they hold no others. */
export function textsIn(xml: string, name: string): readonly string[] {
  const found = xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'));
  return [...found].map(([, text = '']) =>
    text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
  );
}
