const WORDS = {
  'logged in': ['You are logged in', 'You can close this page and go back to the terminal.'],
  'not logged in': ['You are not logged in', 'The terminal says why. You can close this page.'],
  'nothing here': ['There is nothing here', 'You can close this page.'],
} as const;

/** The page that the browser ends on. It holds nothing of what was received. */
export function resultPage(result: keyof typeof WORDS): string {
  const [title, text] = WORDS[result];
  const style =
    'body{font:1.1rem system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1rem;color-scheme:light dark}';
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sallyport</title><style>${style}</style>`;
  return `<!doctype html><html lang="en"><head>${head}</head><body><main><h1>${title}</h1><p>${text}</p></main></body></html>`;
}
