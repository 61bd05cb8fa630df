import type { Entity } from '@sallyport/core';
import { createColors } from 'picocolors';

const pc = createColors(true);

/** What a terminal paints each entity in. The colour only helps: the entity's name always stands beside it. */
export const ENTITY_COLOURS: Readonly<Record<Entity, (text: string) => string>> = Object.freeze({
  NAME: pc.cyan,
  LOCATION: pc.green,
  DATE: pc.yellow,
  AGE_OVER_89: pc.yellowBright,
  PHONE: pc.blue,
  FAX: pc.blueBright,
  EMAIL: pc.magenta,
  SSN: pc.red,
  MRN: pc.redBright,
  HEALTH_PLAN: pc.magentaBright,
  ACCOUNT: pc.redBright,
  LICENSE: pc.greenBright,
  VEHICLE: pc.greenBright,
  DEVICE: pc.cyanBright,
  URL: pc.magentaBright,
  IP: pc.blueBright,
  BIOMETRIC: pc.cyanBright,
  PHOTO: pc.cyanBright,
  OTHER_ID: pc.redBright,
});
