import { describe, expect, it } from 'vitest';
import { areBlocks, isModal } from './slack-shapes.ts';
import { startSlack } from './start-slack.ts';
import { startTeams } from './start-teams.ts';
import { webhookFault } from './webhook-fault.ts';

const plain = (text: string) => ({ type: 'plain_text', text });

describe('the stand-in for Slack', () => {
  it('refuses what Slack would refuse, with 200 and the error’s name', async () => {
    const slack = await startSlack();
    const call = async (method: string, body: object, token = slack.botToken) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const answer = await fetch(`${slack.url}/${method}`, { method: 'POST', headers, body: JSON.stringify(body) });
      return [answer.status, ((await answer.json()) as { error?: string }).error];
    };
    const { channel } = slack;
    const blocks = [{ type: 'header', text: plain('A call') }];
    expect(await call('chat.postMessage', { channel, text: 'A call', blocks })).toEqual([200, undefined]);
    expect(await call('chat.postMessage', { channel, text: 'A call', blocks }, 'other')).toEqual([200, 'invalid_auth']);
    expect(await call('chat.postMessage', { channel: 'C1', text: 'A call', blocks })).toEqual([
      200,
      'channel_not_found',
    ]);
    expect(await call('chat.postMessage', { channel, text: 'A call', blocks: [{}] })).toEqual([200, 'invalid_blocks']);
    expect(await call('chat.postMessage', { channel, blocks })).toEqual([200, 'no_text']);
    expect(await call('chat.update', { channel, ts: '1.2', text: 'A call', blocks })).toEqual([
      200,
      'message_not_found',
    ]);
    expect(await call('views.open', { trigger_id: 'x', view: {} })).toEqual([200, 'invalid_trigger_id']);
    expect(await call('chat.delete', {})).toEqual([200, 'unknown_method']);
    expect(slack.messages.map(({ text }) => text)).toEqual(['A call']);
    await slack.close();
  });

  it('knows the bounds of blocks and views', () => {
    const button = { type: 'button', action_id: 'a', text: plain('Go') };
    expect(areBlocks([{ type: 'actions', elements: [button] }])).toBe(true);
    expect(areBlocks([{ type: 'actions', elements: [button, button] }])).toBe(false);
    expect(areBlocks([{ type: 'actions', elements: [{ ...button, text: plain('x'.repeat(76)) }] }])).toBe(false);
    expect(areBlocks([{ type: 'header', text: plain('x'.repeat(151)) }])).toBe(false);
    expect(areBlocks([{ type: 'section', fields: Array(11).fill(plain('x')) }])).toBe(false);
    expect(areBlocks([])).toBe(false);
    const section = { type: 'section', text: plain('Why') };
    expect(isModal({ type: 'modal', title: plain('A call'), blocks: [section] })).toBe(true);
    expect(isModal({ type: 'modal', title: plain('x'.repeat(25)), blocks: [section] })).toBe(false);
    const input = { type: 'input', label: plain('Why'), element: { type: 'plain_text_input' } };
    expect(isModal({ type: 'modal', title: plain('A call'), blocks: [input] })).toBe(false);
    expect(isModal({ type: 'modal', title: plain('A call'), submit: plain('Go'), blocks: [input] })).toBe(true);
  });
});

describe('the stand-in for Teams', () => {
  it('posts one card of version 1.5, and nothing else', async () => {
    const teams = await startTeams();
    const content = {
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      ...{ type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'A call' }], actions: [] },
    };
    const post = async (card: object, url = teams.url) => {
      const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: card };
      const body = JSON.stringify({ type: 'message', attachments: [attachment] });
      return (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).status;
    };
    expect(await post(content)).toBe(202);
    expect(await post({ ...content, version: '1.6' })).toBe(400);
    expect(await post({ ...content, body: [{ type: 'Image' }] })).toBe(400);
    expect(await post(content, teams.url.replace('sig=', 'sig=x'))).toBe(401);
    expect(teams.cards).toEqual([content]);
    await teams.close();
  });
});

describe('the stand-in for a receiver of webhooks', () => {
  it('verifies the example of the specification, and its id', () => {
    const body = Buffer.from('{"test": 2432232314}');
    const headers = {
      'content-type': 'application/json',
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    };
    const options = { secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', now: 1_614_265_330_000 };
    // Right in all but that our bodies hold the id.
    expect(webhookFault({ method: 'POST', headers, body }, options)).toBe('another id in the body');
    expect(webhookFault({ method: 'POST', headers, body: Buffer.from('{}') }, options)).toBe('signature');
    expect(webhookFault({ method: 'GET', headers, body }, options)).toBe('not JSON that is posted');
  });
});
