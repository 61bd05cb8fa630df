import { createHash } from 'node:crypto';
import type { Handler } from './behind-gate.ts';

/** `/reviews/{id}`, of any id. */
export const REVIEW_PAGE_PATH = /^\/reviews\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const STYLE = `:root{color-scheme:light dark}
body{font:1rem/1.6 system-ui,sans-serif;margin:0;color:#1b2430;background:#fff}
main{max-width:42rem;margin:0 auto;padding:3rem 1.25rem}
h1{font-size:1.5rem;line-height:1.3;margin:0 0 1rem}
h2{font-size:1rem;margin:2rem 0 .5rem}
pre{margin:0;padding:.875rem 1rem;border-radius:.375rem;background:#eef1f5;overflow-x:auto}
code{font:.9375rem/1.7 ui-monospace,monospace}
p{margin:.75rem 0}
.note{margin-top:2rem;color:#4a5665;font-size:.875rem}
@media(prefers-color-scheme:dark){body{color:#dfe5ec;background:#12171d}pre{background:#1f2730}.note{color:#9fabb9}}`;

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Sallyport review</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>A call may be waiting for your review</h1>
<p>Reviews are looked at and decided on the command line, in a session that shows who you are. The <code>ID</code> of this one is the last part of this page’s address.</p>
<h2>Log in</h2>
<pre><code>sallyport login</code></pre>
<h2>Look at it</h2>
<pre><code>sallyport reviews show ID</code></pre>
<h2>Decide it</h2>
<pre><code>sallyport reviews approve ID
sallyport reviews reject ID</code></pre>
<p>Either asks you why. You see the text as it would leave, with identifiers replaced, and never a raw value.</p>
<p class="note">This page is the same for every address of its kind: it does not tell whether there is such a review.</p>
</main>
</body>
</html>
`;

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** `GET /reviews/{id}`: tells a reviewer, who came by a notice's link, what to do. It holds no data, runs no script, and is the same for everybody and every id. */
export function reviewPage(): Handler {
  return async (_request, reply) => reply.headers(HEADERS).send(PAGE);
}
