import type { Recovery } from '@sallyport/companion';
import { visibleLine } from '../scan/visible-text.ts';

/** What a recovery is about, in words: what the witnesses have seen and the backup has not, and how old the backup looks. */
export function planText({ backup, lost, lastHeartbeat, openSessions }: Recovery['plan']): string {
  const lines = lost.map(({ witnesses, seen }) => {
    const names = witnesses.map(visibleLine).join(', ');
    const [first, last, many] = [backup.size, seen.size - 1, seen.size - backup.size];
    const range = many === 1 ? `entry ${first}: 1 entry` : `entries ${first} to ${last}: ${many} entries`;
    return `  ${range}, seen by ${names}`;
  });
  const heartbeat =
    lastHeartbeat === undefined
      ? 'there is no heartbeat in the backup'
      : `the last heartbeat in the backup is of ${new Date(lastHeartbeat).toISOString()}`;
  return `${[
    `${visibleLine(backup.origin)}: the ledger of this database verifies, with ${backup.size} entries; it is older than was witnessed`,
    'what was seen that the backup has not:',
    ...lines,
    heartbeat,
    `sessions that are open in the backup: ${openSessions}`,
    'the events of that range are lost, and so is what they say of calls: the providers may have been sent them',
  ].join('\n')}\n`;
}
