import { spawn } from 'node:child_process';

/** What opens an address in the user's browser, by platform. */
const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** Opens an http or https address in the user's browser, if there is one; nothing tells whether there is. No shell reads the address. */
export function openBrowser(url: URL, platform = process.platform): void {
  const [command = '', ...args] = OPENERS[platform] ?? ['xdg-open'];
  const child = spawn(command, [...args, url.href], { stdio: 'ignore', detached: true });
  // The address was printed as well: whoever has no browser here takes it elsewhere.
  child.once('error', () => undefined);
  child.unref();
}
