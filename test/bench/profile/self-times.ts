import type { CallFrame, CpuProfile, ProfileNode, SelfTime } from './cpu-profile.ts';
import { groupOf, OUTERMOST } from './group-of.ts';

type Purpose = Omit<SelfTime, 'micros'>;

/** The time spent in each function itself, longest first; one of Node's own counts separately for each package's function it worked for. */
export function selfTimes(profile: CpuProfile): readonly SelfTime[] {
  const purposes = purposesOf(profile.nodes);
  const times = new Map<string, SelfTime>();
  for (const [at, id] of profile.samples.entries()) {
    const purpose = purposes.get(id);
    if (purpose === undefined) continue;
    const key = JSON.stringify(purpose);
    times.set(key, { ...purpose, micros: (times.get(key)?.micros ?? 0) + (profile.timeDeltas[at] ?? 0) });
  }
  return [...times.values()].sort((a, b) => b.micros - a.micros);
}

/** The time of each group, longest first. */
export function groupTimes(times: readonly SelfTime[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { group, micros } of times) sums.set(group, (sums.get(group) ?? 0) + micros);
  return new Map([...sums].sort(([, a], [, b]) => b - a));
}

function purposesOf(nodes: readonly ProfileNode[]): ReadonlyMap<number, Purpose> {
  const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node])));
  return new Map(nodes.map((node) => [node.id, purposeOf(node, parents)]));
}

type Parents = ReadonlyMap<number, ProfileNode | undefined>;

function purposeOf(node: ProfileNode, parents: Parents): Purpose {
  const frame = plain(node.callFrame);
  const grouped = nearest(node, { parents, fits: (one) => groupOf(one) !== undefined });
  const group = (grouped && groupOf(grouped.callFrame)) ?? OUTERMOST;
  // V8's own, such as its collector, work for everybody.
  if (grouped === node && !frame.url.startsWith('node:')) return { frame, group };
  const caller = nearest(node, { parents, fits: ({ url }) => url !== '' && !url.startsWith('node:') });
  return caller === undefined ? { frame, group } : { frame, caller: plain(caller.callFrame), group };
}

interface Search {
  readonly parents: Parents;
  readonly fits: (frame: CallFrame) => boolean;
}

/** The node itself, or the nearest caller whose function fits; the root is nobody's caller. */
function nearest(node: ProfileNode, { parents, fits }: Search): ProfileNode | undefined {
  let at: ProfileNode | undefined = node;
  while (at !== undefined && !fits(at.callFrame)) {
    const parent = parents.get(at.id);
    at = parent?.callFrame.functionName === '(root)' ? undefined : parent;
  }
  return at;
}

/** Without what V8 adds, so that equal functions are equal. */
function plain({ functionName, url, lineNumber }: CallFrame): CallFrame {
  return { functionName, url, lineNumber };
}
