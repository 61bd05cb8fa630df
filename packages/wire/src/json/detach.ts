/** A copy of a text. Engines make a slice of a text that keeps all of the text alive, which nothing that is remembered may do. */
export function detach(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
