import { stream } from '@arauto/domain';
import type { EventStore } from '@arauto/event-store';
import type { Vault } from '@arauto/privacy';
import type { ContactFiles } from '@arauto/contact-files';
import { never } from '../testing/look';
import {
  csvOf,
  testContact as contact,
  testNumber,
  testPerson as person,
  UploadFixture,
} from '../testing/upload-fixture';

/** 1,205 rows in three chunks, every kind of verdict, duplicates within a chunk and across, of rejected rows too. */
const FILE = `${csvOf(600)}nothing,Nobody,1\n${testNumber(600)},Again,1\n${csvOf(600, 601).split('\n').slice(1).join('\n')}${testNumber(1)},Again,1\n,Nobody,1\n,,\nnothing,Nobody,1\n`;
const SUPPRESSED = new Set([person(5), person(700)]);

const FOREVER = new Promise<never>(() => undefined);

type When = 'before' | 'half' | 'after';

/**
 * Dies at the n-th thing it does to the world: nothing of it ever returns, as after a crash, but what it had begun may have been
 * done whole, by half or not at all. `reached` resolves at that point.
 */
class Mortal {
  private left: number;
  private dead = false;
  private die!: () => void;
  readonly reached = new Promise<void>((resolve) => (this.die = resolve));

  constructor(
    at: number,
    private readonly when: When,
    private readonly only?: string,
  ) {
    this.left = at;
  }

  async effect<Result>(what: string, whole: () => Promise<Result>, half?: () => Promise<unknown>): Promise<Result> {
    if (this.dead) return FOREVER;
    if ((this.only !== undefined && this.only !== what) || --this.left > 0) return whole();
    this.dead = true;
    if (this.when === 'half') await half?.();
    if (this.when === 'after') await whole();
    this.die();
    return FOREVER;
  }
}

describe('a reading that a crash broke off', () => {
  let opened: UploadFixture[];
  beforeEach(() => (opened = []));
  afterEach(async () => {
    for (const upload of opened) await upload.close();
  });

  async function makeUpload(): Promise<UploadFixture> {
    const upload = await UploadFixture.open();
    opened.push(upload);
    await upload.upload('up-1', FILE);
    upload.suppressed = SUPPRESSED;
    return upload;
  }

  /** Reads until the mortal reader dies (true) or is done (false). */
  async function readMortally(upload: UploadFixture, mortal: Mortal, uploadId = 'up-1'): Promise<boolean> {
    const store = Object.create(upload.store) as EventStore;
    store.append = (...args) => mortal.effect('append', () => upload.store.append(...args));
    store.appendMany = (items) => {
      const half = () => upload.store.appendMany(items.slice(0, items.length / 2));
      return mortal.effect('appendMany', () => upload.store.appendMany(items), half);
    };
    const vault = Object.create(upload.vault) as Vault;
    vault.put = (entries) => mortal.effect('put', () => upload.vault.put(entries));
    const files = Object.create(upload.files) as ContactFiles;
    files.discard = (id) => mortal.effect('discard', () => upload.files.discard(id));
    const reading = upload.reader({ store, vault, files, isBusy: () => true }).readOne(uploadId, never);
    return Promise.race([mortal.reached.then(() => true), reading.then(() => false)]);
  }

  it.each(['before', 'half', 'after'] as const)(
    'ends with the same log, whatever step it died %s',
    async (when) => {
      const whole = await makeUpload();
      expect(await whole.reader().readOne('up-1', never)).toBe('read');
      const expected = await whole.everything();
      expect(await whole.last(stream.campaign('campaign-1'), 'UploadClosed')).toMatchObject({
        rows: 1205,
        contacts: 1202,
        invalid: 2,
        suppressed: 2,
        duplicates: 3,
      });
      let step = 1;
      for (; ; step++) {
        const upload = await makeUpload();
        const died = await readMortally(upload, new Mortal(step, when));
        if (!died) break;
        expect(await upload.reader().readOne('up-1', never)).toBe('read');
        expect(await upload.everything()).toEqual(expected);
        expect(upload.files.files.size).toBe(0);
      }
      // Three puts, three times contacts and twice those of rejected rows, three times what is said of them, two ends, one file: it died
      // at each of them.
      expect(step).toBe(15);
    },
    120_000,
  );

  it('keeps the verdict that a contact was made with, though its person was suppressed or not since', async () => {
    const upload = await makeUpload();
    expect(await readMortally(upload, new Mortal(1, 'after', 'appendMany'))).toBe(true);
    expect(await upload.verdicts('up-1')).toBe('');
    const made = (await upload.events(contact(5))).length > 0;
    upload.suppressed = new Set([person(6), person(700)]);
    expect(await upload.reader().readOne('up-1', never)).toBe('read');
    expect(made).toBe(true);
    expect((await upload.verdicts('up-1')).slice(0, 8)).toBe('aaaasaaa');
    expect(await upload.events(contact(5))).toHaveLength(2);
    expect(await upload.events(contact(6))).toHaveLength(1);
    expect(await upload.last(stream.campaign('campaign-1'), 'UploadClosed')).toMatchObject({ suppressed: 2 });
  });

  describe('of people who are contacts already', () => {
    const remove = { type: 'RemoveContact', cause: 'admin' } as const;

    /** 1 and 2 were removed, 3 is released, 4 is suppressed still, 5 waits; 6 is new. */
    async function makeAgain(): Promise<UploadFixture> {
      const upload = await makeUpload();
      upload.files.files.set('up-1', csvOf(5));
      upload.suppressed = new Set([person(3), person(4)]);
      await upload.reader().readOne('up-1', never);
      await upload.contact(person(1), remove);
      await upload.contact(person(2), remove);
      upload.suppressed = new Set([person(4)]);
      await upload.upload('up-2', csvOf(6));
      return upload;
    }
    const reader = (upload: UploadFixture) => upload.reader({ chunkRows: 2 });

    it.each(['before', 'half', 'after'] as const)(
      'ends with the same log, whatever step it died %s',
      async (when) => {
        const whole = await makeAgain();
        expect(await reader(whole).readOne('up-2', never)).toBe('read');
        expect(await whole.verdicts('up-2')).toBe('AAASda');
        const expected = await whole.everything();
        let step = 1;
        for (; ; step++) {
          const upload = await makeAgain();
          if (!(await readMortally(upload, new Mortal(step, when), 'up-2'))) break;
          expect(await reader(upload).readOne('up-2', never)).toBe('read');
          expect(await upload.everything()).toEqual(expected);
        }
        // One put, one append of new contacts, three of those that return, one of what is said, two ends, one file.
        expect(step).toBe(10);
      },
      120_000,
    );

    it('keeps its verdict though the contact was removed once more before anybody said so', async () => {
      const upload = await makeAgain();
      // New contacts, then the one of row 1.
      expect(await readMortally(upload, new Mortal(2, 'after', 'appendMany'), 'up-2')).toBe(true);
      await upload.contact(person(1), remove);
      expect(await reader(upload).readOne('up-2', never)).toBe('read');
      expect(await upload.verdicts('up-2')).toBe('AAASda');
      const types = (await upload.events(contact(1))).map(({ type }) => type);
      expect(types).toEqual(['ContactUploaded', 'ContactRemoved', 'ContactUploaded', 'ContactRemoved']);
    });
  });
});
