import { createHmac } from 'node:crypto';
import { handshake, verifySignature } from './signature';

const body = Buffer.from('{"text":"Ol\\u00e1","raw":"Olá"}');
const verify = (bytes: Buffer, signature: string | undefined, secret: string) =>
  verifySignature({ body: bytes, headers: { 'x-hub-signature-256': signature } }, secret);
const sign = (bytes: Buffer, secret: string) => `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`;

describe('webhook signature', () => {
  it('accepts the HMAC of the bytes as received', () => {
    expect(verify(body, sign(body, 'secret'), 'secret')).toBe(true);
  });

  it('agrees with a value computed elsewhere (RFC 4231, case 2)', () => {
    const known = 'sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
    expect(verify(Buffer.from('what do ya want for nothing?'), known, 'Jefe')).toBe(true);
  });

  it.each([
    ['no header', undefined],
    ['an empty header', ''],
    ['another secret', sign(body, 'other')],
    ['other bytes', sign(Buffer.from('{}'), 'secret')],
    ['the digest alone', sign(body, 'secret').slice(7)],
    ['a short digest', sign(body, 'secret').slice(0, -2)],
    ['a longer digest', `${sign(body, 'secret')}00`],
    ['no hex', `sha256=${'z'.repeat(64)}`],
    ['the older algorithm', sign(body, 'secret').replace('sha256', 'sha1')],
  ])('refuses %s', (_, header) => {
    expect(verify(body, header, 'secret')).toBe(false);
  });
});

describe('webhook handshake', () => {
  const query = { 'hub.mode': 'subscribe', 'hub.challenge': '1158201444', 'hub.verify_token': 'ours' };

  it('answers the challenge', () => {
    expect(handshake(query, 'ours')).toBe('1158201444');
  });

  it.each([
    [{ ...query, 'hub.verify_token': 'theirs' }, 'ours'],
    [{ ...query, 'hub.verify_token': ['ours'] }, 'ours'],
    [{ ...query, 'hub.verify_token': '' }, ''],
    [{ ...query, 'hub.mode': 'unsubscribe' }, 'ours'],
    [{ ...query, 'hub.challenge': undefined }, 'ours'],
    [{ ...query, 'hub.challenge': ['1', '2'] }, 'ours'],
    [{}, 'ours'],
  ])('refuses %j', (wrong, token) => {
    expect(handshake(wrong, token)).toBeNull();
  });
});
