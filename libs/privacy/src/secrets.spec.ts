import { seededRandom } from '@arauto/clock';
import { keyId, messageHash, openSecret, SealingKey, sealSecret, SecretError } from './secrets';

const random = seededRandom('secrets');
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'opened';
  } catch (error) {
    if (error instanceof SecretError) return `${error.code}: ${error.message}`;
    throw error;
  }
};

describe('sealed secrets', () => {
  it('open under the same secret and label', () => {
    for (const plain of ['', 'token', 'çã🔑', 'x'.repeat(10_000)]) {
      expect(openSecret('s', 'sender/token', sealSecret('s', 'sender/token', plain, random)).toString()).toBe(plain);
    }
    const bytes = Buffer.from([0, 255, 7]);
    expect(openSecret('s', 'l', sealSecret('s', 'l', bytes, random))).toEqual(bytes);
  });

  it('of keys open many at once, as one by one', () => {
    const sealing = new SealingKey('s');
    const keys = Array.from({ length: 300 }, () => random.bytes(32));
    const sealed = keys.map((key, n) => sealing.seal(`key ${n}`, key, random));
    expect(sealing.openKeysUnchecked(sealed)).toEqual(keys);
    expect(sealed.map((each, n) => sealing.open(`key ${n}`, each))).toEqual(keys);
    expect(sealing.openKeysUnchecked([])).toEqual([]);
    const others = [
      sealing.seal('l', random.bytes(31), random),
      sealSecret('other', 'l', random.bytes(32), random),
      '',
    ];
    expect(sealing.openKeysUnchecked([...others, sealed[0]!])).toEqual([undefined, undefined, undefined, keys[0]]);
  });

  it('never look the same twice, nor show what they hold', () => {
    const [one, two] = [sealSecret('s', 'l', 'token', random), sealSecret('s', 'l', 'token', random)];
    expect(one).not.toBe(two);
    expect(Buffer.from(one.split('.')[3]!, 'base64url').toString('latin1')).not.toContain('token');
  });

  it('say which key they need when the secret does not fit', () => {
    const message = codeOf(() => openSecret('other', 'sender/token', sealSecret('s', 'sender/token', 'token', random)));
    expect(message).toMatch(/^mismatch: sender\/token was sealed under another ARAUTO_SECRET/);
    expect(message).toContain(keyId('s'));
    expect(message).toContain(keyId('other'));
  });

  it('notice another label, a changed character and what is no sealed secret', () => {
    const sealed = sealSecret('s', 'l', 'token', random);
    expect(codeOf(() => openSecret('s', 'm', sealed))).toMatch(/^damaged/);
    for (const part of [2, 3]) {
      const parts = sealed.split('.');
      parts[part] = (parts[part]!.startsWith('A') ? 'B' : 'A') + parts[part]!.slice(1);
      expect(codeOf(() => openSecret('s', 'l', parts.join('.')))).toMatch(/^damaged/);
    }
    for (const text of ['', 'token', '1.a.b', '2' + sealed.slice(1), sealed.slice(0, -30)]) {
      expect(codeOf(() => openSecret('s', 'l', text))).toMatch(/^damaged/);
    }
  });
});

describe('hashes', () => {
  it('name a message id without showing it, keyed by the subaccount', () => {
    const id = 'wamid.HBgNNTUxMTkwMDAwMTIzNBUCABEYEjVDNzM=';
    expect(messageHash(Buffer.from('k'), id)).toMatch(/^[\w-]{22}$/);
    expect(messageHash(Buffer.from('k'), id)).toBe(messageHash(Buffer.from('k'), id));
    expect(messageHash(Buffer.from('k'), id)).not.toBe(messageHash(Buffer.from('l'), id));
  });
});
