const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A piece of HTML that is safe as it is. Only `html` makes one, so nothing else enters a page unescaped. */
export class Html {
  readonly #source: string;

  private constructor(source: string) {
    this.#source = source;
  }

  toString(): string {
    return this.#source;
  }

  /** Puts a template together, escaping every value that is not a piece of HTML itself. */
  static of(strings: readonly string[], values: readonly HtmlValue[]): Html {
    return new Html(strings.map((string, index) => string + sourceOf(values[index] ?? '')).join(''));
  }
}

/** What a template takes: text and numbers are escaped, for content and for quoted attributes. */
export type HtmlValue = string | number | Html | readonly Html[];

/** A template of HTML: `` html`<p>${text}</p>` ``. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return Html.of(strings, values);
}

function sourceOf(value: HtmlValue): string {
  if (value instanceof Html) return value.toString();
  if (typeof value === 'object') return value.map(String).join('');
  return String(value).replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}
