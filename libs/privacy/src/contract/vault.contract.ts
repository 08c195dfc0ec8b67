import type { StoredEntry, Vault, VaultEntry } from '../vault';

/** In what vaults may differ. */
export interface VaultFeatures {
  /** What an erasure leaves: no byte, or only what nobody can read, as nobody but the vault could before. */
  readonly erasure: 'gone' | 'unreadable';
}

/** A fresh, empty vault, and how to open the same one again after it was closed. */
export interface VaultUnderTest {
  readonly vault: Vault;
  readonly reopen: () => Promise<Vault>;
  /** Every byte that whoever has the disk can see. */
  readonly atRest: () => Iterable<Buffer> | AsyncIterable<Buffer>;
  /** After the last vault is closed. */
  readonly remove: () => Promise<void>;
}

/** Every behaviour that a vault adapter must have. Call it from the adapter's spec. */
export function describeVaultContract(
  name: string,
  make: () => Promise<VaultUnderTest>,
  features: VaultFeatures,
): void {
  describe(`vault contract: ${name}`, () => {
    let made: VaultUnderTest;
    let vault: Vault;

    beforeEach(async () => {
      made = await make();
      vault = made.vault;
    });
    afterEach(async () => {
      await vault.close();
      await made.remove();
    });

    it('gives back what was put, in the order asked, undefined for what is not there', async () => {
      await vault.put([contact('a', 'Ana'), contact('b', 'Bruno')]);
      expect(await vault.getMany(['b', 'nothing', 'a', 'b'])).toEqual([
        stored('b', 'Bruno'),
        undefined,
        stored('a', 'Ana'),
        stored('b', 'Bruno'),
      ]);
      expect(await vault.getMany([])).toEqual([]);
    });

    it('keeps every kind, and null for what was left out', async () => {
      const kinds = ['contact', 'message', 'error', 'inbound', 'media', 'sender', 'secret', 'text'] as const;
      await vault.put(kinds.map((kind) => ({ ref: kind, kind, person: null, campaign: null, data: null })));
      expect(await vault.getMany([...kinds])).toEqual(
        kinds.map((kind) => ({ ref: kind, kind, person: null, campaign: null, phone: null, name: null, data: null })),
      );
    });

    it('keeps any text and any JSON unchanged', async () => {
      const texts = [
        '',
        ' a ',
        'é e\u0301 ç ß İ',
        '日本語 👩‍👩‍👧',
        'line\nbreak\ttab',
        'NUL\0inside',
        '"\'\\;--',
        '\ud800',
      ];
      const entries = texts.map((text, index): StoredEntry => {
        const data = { text, list: [text, 1.5, null, true], nested: { [text]: -0.1 } };
        return { ref: `t${index}`, kind: 'contact', person: null, campaign: 'c', phone: text, name: text, data };
      });
      await vault.put(entries);
      expect(await vault.getMany(entries.map((entry) => entry.ref))).toEqual(entries);
    });

    it('overwrites an entry of the same ref, also within one put', async () => {
      await vault.put([contact('a', 'Ana')]);
      await vault.put([contact('a', 'Bia'), contact('a', 'Caio')]);
      expect(await vault.getMany(['a'])).toEqual([stored('a', 'Caio')]);
      expect(await vault.search('campaign', 'ana', 10)).toEqual([]);
      expect(await vault.search('campaign', 'caio', 10)).toEqual(['a']);
    });

    it('keeps the order of calls that are not waited for', async () => {
      const calls = [vault.put([contact('a', 'Ana', 'p')]), vault.erase('p'), vault.put([contact('a', 'Bia', 'p')])];
      const answers = await Promise.all(calls);
      expect(answers[1]).toBe(1);
      expect(await vault.getMany(['a'])).toEqual([{ ...stored('a', 'Bia'), person: 'p' }]);
    });

    it('takes many puts at once', async () => {
      const refs = Array.from({ length: 500 }, (_, index) => `r${index}`);
      await Promise.all(refs.map((ref) => vault.put([contact(ref, ref)])));
      expect(await vault.getMany(refs)).toEqual(refs.map((ref) => stored(ref, ref)));
    });

    it('puts nothing of a call that it refuses', async () => {
      const circular: Record<string, unknown> = {};
      circular['self'] = circular;
      await expect(vault.put([contact('a', 'Ana'), { ...contact('b', 'Bia'), data: circular }])).rejects.toThrow();
      expect(await vault.getMany(['a', 'b'])).toEqual([undefined, undefined]);
    });

    it('finds names by any part, whatever the case and the accents, and only contacts of the campaign', async () => {
      await vault.put([
        contact('1', 'José  Álvarez'),
        contact('2', 'JOSE da Silva'),
        contact('3', 'Josefa', null, 'other'),
        { ...contact('4', 'José'), kind: 'message' },
        contact('5', 'Ana'),
      ]);
      expect(await vault.search('campaign', 'josé', 10)).toEqual(['1', '2']);
      expect(await vault.search('campaign', ' SÉ alv', 10)).toEqual(['1']);
      expect(await vault.search('other', 'jose', 10)).toEqual(['3']);
      expect(await vault.search('unknown', 'jose', 10)).toEqual([]);
      expect(await vault.search('campaign', 'josé', 1)).toEqual(['1']);
      expect(await vault.search('campaign', '  ', 10)).toEqual([]);
    });

    it('finds phones by any part in any notation, and unusable ones as they were uploaded', async () => {
      await vault.put([
        { ...contact('1', 'Ana'), phone: '5511900001234' },
        { ...contact('2', 'Bruno'), phone: '5521900005678' },
        { ...contact('3', ''), phone: '+55 (11) 9000-ABC' },
      ]);
      expect(await vault.search('campaign', '+55 (11) 90000-1234', 10)).toEqual(['1']);
      expect(await vault.search('campaign', '5678', 10)).toEqual(['2']);
      expect(await vault.search('campaign', '9000-abc', 10)).toEqual(['3']);
      expect(await vault.search('campaign', '%', 10)).toEqual([]);
      expect(await vault.search('campaign', 'Ana 5', 10)).toEqual([]);
    });

    it('finds only whole names and phones when it is told to', async () => {
      await vault.put([
        { ...contact('1', 'José  Álvarez'), phone: '+5511900001234' },
        { ...contact('2', 'José'), phone: '900001234' },
        { ...contact('3', ''), phone: 'call me' },
      ]);
      const whole = (text: string) => vault.search('campaign', text, 10, 'whole');
      expect(await whole('jose alvarez')).toEqual(['1']);
      expect(await whole('José')).toEqual(['2']);
      expect(await whole('+55 11 90000-1234')).toEqual(['1']);
      expect(await whole('900001234')).toEqual(['2']);
      expect(await whole('Call Me')).toEqual(['3']);
      for (const part of ['jos', 'alvarez', '5511900', '1234', '+', 'call', '', '\n'])
        expect(await whole(part)).toEqual([]);
    });

    it('erases everything of a person and nothing of another, and says how many entries there were', async () => {
      await vault.put([
        contact('1', 'Ana', 'person-ana'),
        { ...contact('2', 'Ana', 'person-ana'), kind: 'inbound', campaign: null },
        contact('3', 'Bia', 'person-anb'),
        contact('4', 'Nobody'),
      ]);
      expect(await vault.erase('person-ana')).toBe(2);
      expect((await vault.getMany(['1', '2', '3', '4'])).map((entry) => entry?.name)).toEqual([
        undefined,
        undefined,
        'Bia',
        'Nobody',
      ]);
      expect(await vault.search('campaign', 'ana', 10)).toEqual([]);
      expect(await vault.erase('person-ana')).toBe(0);
      expect(await vault.erase('unknown')).toBe(0);
    });

    it('removes single entries, in the order of the calls, and no other of their person', async () => {
      await vault.put([contact('1', 'Ana', 'p'), contact('2', 'Bia', 'p'), contact('3', 'Caio', 'q')]);
      await vault.remove([]);
      await Promise.all([vault.remove(['1', '3', 'unknown']), vault.put([contact('3', 'Davi', 'q')])]);
      expect((await vault.getMany(['1', '2', '3'])).map((entry) => entry?.name)).toEqual([undefined, 'Bia', 'Davi']);
      expect(await vault.search('campaign', 'ana', 10)).toEqual([]);
      expect([await vault.erasures(), await vault.erase('p')]).toEqual(['', 1]);
    });

    it('has another mark after every erasure, and the same until then, also for who opens it again', async () => {
      expect(await vault.erasures()).toBe('');
      await vault.put([contact('1', 'Ana', 'person-ana'), contact('2', 'Bia', 'person-bia')]);
      expect(await vault.erasures()).toBe('');
      await vault.erase('person-ana');
      const first = await vault.erasures();
      expect(first).not.toBe('');
      await vault.put([contact('3', 'Caio', 'person-caio')]);
      expect(await vault.erasures()).toBe(first);
      await vault.close();
      vault = await made.reopen();
      expect(await vault.erasures()).toBe(first);
      await vault.erase('nobody');
      expect([first, '']).not.toContain(await vault.erasures());
    });

    it('lists every entry that was not erased, by ref and as it was put', async () => {
      const refs = Array.from({ length: 2_100 }, (_, n) => `r${String(n).padStart(4, '0')}`);
      await vault.put([...refs].reverse().map((ref) => contact(ref, ref, ref === 'r0007' ? 'person' : null)));
      await vault.erase('person');
      const listed: StoredEntry[] = [];
      for await (const some of vault.entries()) listed.push(...some);
      expect(listed).toEqual(refs.filter((ref) => ref !== 'r0007').map((ref) => stored(ref, ref)));
    });

    it('lists large entries a few at a time', async () => {
      const part = 'x'.repeat(90_000);
      const refs = Array.from({ length: 300 }, (_, n) => `r.media.${String(n).padStart(3, '0')}`);
      const entry = { kind: 'media', person: 'p', campaign: null } as const;
      for (let from = 0; from < refs.length; from += 50) {
        await vault.put(refs.slice(from, from + 50).map((ref) => ({ ...entry, ref, data: part })));
      }
      await vault.put([{ ...entry, ref: 'r.media.2', data: part.repeat(60) }]);
      const pages: number[] = [];
      const listed: string[] = [];
      for await (const some of vault.entries()) {
        pages.push(some.reduce((sum, { data }) => sum + (data as string).length, 0));
        listed.push(...some.map(({ ref }) => ref));
      }
      expect(listed).toEqual([...refs, 'r.media.2'].sort());
      // One that is larger alone than a page comes with what was before it.
      expect(Math.max(...pages)).toBeLessThan(4_000_000 + 60 * part.length);
    });

    const isGone = features.erasure === 'gone';
    it(isGone ? 'leaves no byte of whom it erased' : 'keeps nothing that can be read, erased or not', async () => {
      const [name, phone, text] = ['Zyxwmarker Qvutson', '5511900007531', 'Qzmarker of the data'];
      const seen = async () => {
        const wanted = [...[name, phone, text].flatMap(readable), 'a-ref-at-rest'];
        const found = new Set<string>();
        for await (const bytes of made.atRest()) {
          for (const each of wanted) if (!found.has(each) && bytes.includes(each)) found.add(each);
        }
        return [...found];
      };
      const entry = { ...contact('a-ref-at-rest', name, 'person-a'), phone, data: { text } };
      await vault.put([entry, contact('b', 'Bia', 'person-b')]);
      await vault.put([entry]);
      expect(await vault.search('campaign', name, 10)).toEqual(['a-ref-at-rest']);
      // A ref says nothing of anybody: where it is seen, everything else would be.
      const before = await seen();
      expect(before).toContain('a-ref-at-rest');
      expect(before.filter((each) => [name, phone, text].includes(each))).toEqual(isGone ? [name, phone, text] : []);
      if (!isGone) expect(before).toEqual(['a-ref-at-rest']);
      expect(await vault.erase('person-a')).toBe(1);
      expect((await seen()).filter((each) => each !== 'a-ref-at-rest')).toEqual([]);
      await vault.put([entry]);
      await vault.remove([entry.ref]);
      expect((await seen()).filter((each) => each !== 'a-ref-at-rest')).toEqual([]);
    });

    it('still has everything after it was closed and opened again', async () => {
      await vault.put([contact('a', 'Ana')]);
      await vault.close();
      vault = await made.reopen();
      expect(await vault.getMany(['a'])).toEqual([stored('a', 'Ana')]);
    });

    it('finishes what waits when it is closed, and refuses what comes later', async () => {
      const put = vault.put([contact('a', 'Ana')]);
      await vault.close();
      await put;
      await expect(vault.put([contact('b', 'Bia')])).rejects.toThrow('closed');
      await expect(vault.getMany(['a'])).rejects.toThrow('closed');
      vault = await made.reopen();
      expect(await vault.getMany(['a', 'b'])).toEqual([stored('a', 'Ana'), undefined]);
    });
  });
}

function contact(ref: string, name: string, person: string | null = null, campaign = 'campaign'): VaultEntry {
  return { ref, kind: 'contact', person, campaign, phone: null, name, data: { row: ref } };
}

function stored(ref: string, name: string): StoredEntry {
  return { ref, kind: 'contact', person: null, campaign: 'campaign', phone: null, name, data: { row: ref } };
}

/** What would give a text away: itself, folded for searches, and in base64 wherever it begins in there. */
function readable(text: string): string[] {
  const encoded = [0, 1, 2].map((before) =>
    Buffer.from('\0'.repeat(before) + text)
      .toString('base64')
      .slice(4, -4),
  );
  return [text, text.toLowerCase(), ...encoded];
}
