import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { page } from './page.ts';

type DeviceFlow = NonNullable<NonNullable<Configuration['features']>['deviceFlow']>;

/** How often the device may ask, in seconds; oidc-provider does not say, and five are waited for then (RFC 8628 §3.2). */
const INTERVAL_S = 1;

/** The device flow's pages: one to type the code into, one to confirm it, and one for the end. */
export const DEVICE_FLOW: DeviceFlow = {
  enabled: true,
  deviceInfo: () => ({}),
  userCodeInputSource: (ctx, form, _out, error) => {
    ctx.body = page('Enter the code', `${form}${error === undefined ? '' : '<p>No such code.</p>'}${button('Input')}`);
  },
  userCodeConfirmSource: (ctx, form, _client, _info, code) => {
    ctx.body = page('Confirm the device', `<p>${code}</p>${form}${button('Confirm')}`);
  },
  successSource: (ctx) => {
    ctx.body = page('Signed in', '<p>You can close this page.</p>');
  },
};

function button(form: 'Input' | 'Confirm'): string {
  return `<button type="submit" form="op.device${form}Form">Continue</button>`;
}

/** Says how often a device may ask. */
export async function tellInterval(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  await next();
  if (ctx.oidc?.route !== 'device_authorization' || ctx.status !== 200) return;
  ctx.body = { ...(ctx.body as object), interval: INTERVAL_S };
}
