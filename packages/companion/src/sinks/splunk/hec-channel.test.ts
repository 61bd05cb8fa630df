import { describe, expect, it } from 'vitest';
import { HecChannel } from './hec-channel.ts';

describe('a channel', () => {
  it('has an id of its own, and no cookie before it is given one', () => {
    const [one, other] = [new HecChannel(), new HecChannel()];
    expect(one.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(one.id).not.toBe(other.id);
    one.remember(undefined);
    expect(one.headers()).toEqual({});
  });

  it('returns the cookies it was given last, without what is said about them', () => {
    const channel = new HecChannel();
    channel.remember('AWSALB=a/b+c==; Path=/; HttpOnly');
    expect(channel.headers()).toEqual({ cookie: 'AWSALB=a/b+c==' });
    channel.remember(undefined);
    expect(channel.headers()).toEqual({ cookie: 'AWSALB=a/b+c==' });
    channel.remember(['SERVERID=hec2', 'other=1; Secure']);
    expect(channel.headers()).toEqual({ cookie: 'SERVERID=hec2; other=1' });
  });

  it.each(['no pair', '=b', 'a b=c', 'a=b\r\nx: y', 'a="b', 'a=b,c', 'ä=b', ''])('passes %j over', (cookie) => {
    const channel = new HecChannel();
    channel.remember(cookie);
    expect(channel.headers()).toEqual({});
  });

  it('keeps no more than 4 KiB', () => {
    const channel = new HecChannel();
    channel.remember(`a=${'x'.repeat(4_095)}`);
    expect(channel.headers()).toEqual({});
  });
});
