import { setTimeout as wait } from 'node:timers/promises';
import type { Victim } from '../plan/place.ts';
import type { Aim, Strike } from '../plan/strike.ts';
import type { Cast } from './cast.ts';
import type { Landings } from './landings.ts';
import type { Surroundings } from './open-surroundings.ts';

/** What is struck, and where it is counted. */
export interface Target {
  readonly surroundings: Surroundings;
  readonly cast: Cast;
  readonly landings: Landings;
}

/** Strikes, brings back what was killed, and waits until calls are answered again. Raises `ChaosFailure` when they are not. */
export async function strikeAt(target: Target, { victims, when }: Strike): Promise<void> {
  if ('aim' in when) await freezeAt(target, when.aim);
  else await wait(when.afterMs);
  await killAll(target, victims);
  await bringBack(target, victims);
  await target.cast.recovered();
}

/** Lets the companion run up to where it is aimed at. */
async function freezeAt(target: Target, aim: Aim): Promise<void> {
  const { cast } = target;
  const frozen = cast.until('frozen');
  cast.companion.order({ aim });
  const besideCalls = aim.place === 'token' || aim.place === 'events';
  await Promise.all([frozen, besideCalls ? renewClient(target) : undefined]);
}

/** The first things a client does are to exchange a token, and to deliver what others left in the spool. */
async function renewClient(target: Target): Promise<void> {
  await killAll(target, ['client']);
  target.cast.client.begin();
}

/** Kills at once, and counts where that landed. */
async function killAll({ surroundings, cast, landings }: Target, victims: readonly Victim[]): Promise<void> {
  const before = cast.flights.places();
  const kill = {
    companion: () => cast.companion.kill(),
    client: () => cast.client.kill(),
    database: () => surroundings.postgres.kill(),
  };
  await Promise.all(victims.map((victim) => kill[victim]()));
  const last = victims.includes('companion');
  // Of a companion that died, all is known by now.
  landings.count(victims, last ? cast.flights.places() : before);
  if (last) cast.flights.clear();
}

async function bringBack({ surroundings, cast }: Target, victims: readonly Victim[]): Promise<void> {
  if (victims.includes('database')) await surroundings.postgres.restart();
  if (victims.includes('companion')) await cast.beginCompanion();
  else cast.letGo();
  if (victims.includes('client')) cast.client.begin();
}
