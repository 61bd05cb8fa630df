import { companionUrl } from '../admin/companion-url.ts';
import { sessionPath, storeSession } from '../admin/session-file.ts';
import { visibleLine } from '../scan/visible-text.ts';
import { type Terminal, write } from '../terminal.ts';
import { browserLogin } from './browser-login.ts';
import { deviceLogin } from './device-login.ts';
import { discover } from './discover.ts';
import { findLoginPlace, steppedUp } from './login-place.ts';
import type { LoginToken } from './login-token.ts';
import { openBrowser } from './open-browser.ts';
import { type OpenedSession, openSession } from './open-session.ts';

/** How to log in. */
export interface LogInOptions {
  /** The companion's public URL. */
  readonly url: string;
  /** By a code that is taken to a browser elsewhere. */
  readonly device: boolean;
  /** Whether to open a browser here; its address is printed either way. */
  readonly openBrowser: boolean;
  readonly bootstrapToken?: string | undefined;
  /** Asks the identity provider to have its user prove anew who they are, however recently they did. */
  readonly stepUp: boolean;
}

/**
 * Logs in to a companion's admin plane at its identity provider, and keeps the session.
 * Raises `config_invalid`, `companion_*`, `identity_unavailable`, `login_failed`, `file_unwritable`, and what the companion refuses with.
 */
export async function logIn(options: LogInOptions, terminal: Terminal): Promise<OpenedSession> {
  const url = companionUrl(options.url);
  const found = await findLoginPlace(url);
  const place = options.stepUp ? steppedUp(found) : found;
  const provider = await discover(place);
  await write(terminal.stderr, `logging in at ${visibleLine(place.issuer)}\n`);
  const use = async (token: LoginToken): Promise<OpenedSession> => {
    const { roles, ...session } = await openSession({ url, token, bootstrapToken: options.bootstrapToken });
    await storeSession(sessionPath(terminal), session);
    return { ...session, roles };
  };
  if (options.device) return use(await deviceLogin({ place, provider, show: showCode(terminal) }));
  return browserLogin({ place, provider, show: showAddress(options, terminal), use });
}

function showCode({ stderr }: Terminal): Parameters<typeof deviceLogin>[0]['show'] {
  return async ({ url, code, urlWithCode }) => {
    const short = urlWithCode === undefined ? '' : `or open this address\n  ${visibleLine(urlWithCode)}\n`;
    await write(
      stderr,
      `open this address in a browser\n  ${visibleLine(url)}\nand type in the code\n  ${visibleLine(code)}\n${short}`,
    );
  };
}

function showAddress(options: LogInOptions, { stderr }: Terminal): (url: URL) => Promise<void> {
  return async (url) => {
    await write(stderr, `open this address in a browser on this machine\n  ${visibleLine(url.href)}\n`);
    if (options.openBrowser) openBrowser(url);
  };
}
