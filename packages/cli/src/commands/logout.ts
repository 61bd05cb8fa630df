import { isSallyportError } from '@sallyport/core';
import { Command } from 'commander';
import { adminClient } from '../admin/admin-client.ts';
import { removeSession, sessionPath } from '../admin/session-file.ts';
import { write } from '../terminal.ts';
import type { CommandContext } from './command-context.ts';

/** `sallyport logout`: ends the session, and then forgets it. */
export function logoutCommand({ terminal }: CommandContext): Command {
  return new Command('logout').description('end the session of the admin plane').action(async () => {
    const path = sessionPath(terminal);
    await endSession(path);
    await removeSession(path);
    await write(terminal.stdout, 'logged out\n');
  });
}

/** A session that has ended already needs no end. One whose companion does not answer is kept, to be ended later. */
async function endSession(path: string): Promise<void> {
  try {
    await (await adminClient(path)).call({ method: 'DELETE', path: '/v1/admin/session' });
  } catch (cause) {
    if (!isSallyportError(cause) || cause.code !== 'admin_session_expired') throw cause;
  }
}
