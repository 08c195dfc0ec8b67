import { Readable } from 'node:stream';
import { repliesView } from '@arauto/read-models/reporting';
import type { MediaFile } from '@arauto/whatsapp';
import { settle } from '../testing/attribution';
import { contactIdOf, makeTenant, number, type Tenant } from '../testing/scenario';
import { openSmallEngine, principal, type SmallEngine } from '../testing/small-engine';
import { openWebhooks, webhook } from '../testing/webhooks';
import { GetMedia, type NamedMediaFile, type OfMessage } from './get-media';

const PICTURE = Buffer.from('a picture of a receipt, '.repeat(10_000));
const IMAGE = { type: 'image', image: { id: 'm1', mime_type: 'image/jpeg', sha256: 'x', caption: 'Comprovante' } };

let engine: SmallEngine;
let tenant: Tenant;
let messages = 0;

const fileOf = (content: Buffer, changes: Partial<MediaFile> = {}): MediaFile => ({
  ...{ mimeType: 'image/jpeg', bytes: content.length },
  content: Readable.from(piecesOf(content), { objectMode: false }),
  ...changes,
});

function* piecesOf(content: Buffer): Generator<Buffer> {
  for (let from = 0; from < content.length; from += 10_000) yield content.subarray(from, from + 10_000);
}

async function open(keepsMedia: boolean): Promise<void> {
  engine = await openSmallEngine('media', { keepsMedia });
  tenant = await makeTenant(engine);
  engine.platform.files.set('m1', () => fileOf(PICTURE));
}

/** A person writes; answers where it stands. */
async function written(from: number, content: object, of = tenant): Promise<OfMessage> {
  const { views, clock } = engine;
  const { post } = await openWebhooks(engine);
  await clock.advance(1000);
  const message = { id: `wamid.MO${++messages}`, from: number(from).slice(1), ...content };
  await post(
    of.senderId,
    webhook('messages', { messages: [{ timestamp: String(Math.floor(clock.now() / 1000)), ...message }] }),
  );
  await settle(engine);
  const sort = [{ field: 'answeredAt', descending: true }] as const;
  const [last] = await views.reporting.find(repliesView, { sort, limit: 1 });
  return { conversationId: last!.doc.conversationId!, messageId: last!.id };
}

const get = (of: OfMessage, who = principal()): Promise<NamedMediaFile> =>
  engine.ask(new GetMedia(engine.query({ principal: who }), of));

async function whole({ content }: MediaFile): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const kept = async () => {
  const refs: string[] = [];
  for await (const page of engine.vault.entries()) {
    refs.push(...page.filter(({ kind }) => kind === 'media').map(({ ref }) => ref));
  }
  return refs;
};

afterEach(() => engine.close());

describe('the file of a message', () => {
  beforeEach(() => open(false));

  it('is fetched from the number it was sent to, with a name, and kept nowhere', async () => {
    const of = await written(1, IMAGE);
    for (let times = 0; times < 2; times++) {
      const file = await get(of);
      expect(file).toMatchObject({ mimeType: 'image/jpeg', bytes: PICTURE.length });
      expect(file.fileName).toMatch(/^image-\d{8}T\d{6}Z\.jpg$/);
      expect(await whole(file)).toEqual(PICTURE);
    }
    expect(engine.platform.fetched).toEqual(Array(2).fill({ senderId: tenant.senderId, mediaId: 'm1' }));
    expect(await kept()).toEqual([]);
  });

  it('is called as the person called it, and is of the type that the message says where the provider says none', async () => {
    engine.platform.files.set('m2', () => fileOf(PICTURE, { mimeType: null }));
    const document = { id: 'm2', mime_type: 'application/pdf', filename: '../nota.pdf' };
    const of = await written(1, { type: 'document', document });
    const { fileName, mimeType, content } = await get(of);
    expect([fileName, mimeType]).toEqual(['../nota.pdf', 'application/pdf']);
    content.destroy();
  });

  it('is nobody else’s, and every refusal says why', async () => {
    const of = await written(1, IMAGE);
    const other = await written(2, { type: 'text', text: { body: 'oi' } });
    const why = async (asked: OfMessage, who = principal()) => {
      const { code, message } = await get(asked, who).then(
        () => ({ code: '', message: 'there is a file' }),
        (refusal: { code: string; message: string }) => refusal,
      );
      return `${code}: ${message}`;
    };
    const stranger = principal({ subaccountIds: ['another'] });
    const unknown = 'not_found: There is no such conversation in which a person wrote.';
    expect(await why(of, stranger)).toBe(unknown);
    expect(await why({ conversationId: 'nothing', messageId: 'nothing' })).toBe(unknown);
    expect(await why({ ...of, conversationId: 'nothing' })).toBe(unknown);
    const elsewhere = 'not_found: There is no such message of a person in this conversation.';
    expect(await why({ ...of, messageId: other.messageId })).toBe(elsewhere);
    expect(await why({ ...of, messageId: 'nothing' })).toBe(elsewhere);
    expect(await why(other)).toBe('not_found: This message has no file.');
    expect(engine.platform.fetched).toEqual([]);
  });

  it('of another tenant is none of this one, whichever id is asked for', async () => {
    const neighbour = await makeTenant(engine, 'Vizinha');
    const of = await written(1, IMAGE);
    const theirs = await written(1, IMAGE, neighbour);
    const own = principal({ subaccountIds: [tenant.subaccountId] });
    (await get(of, own)).content.destroy();
    for (const asked of [theirs, { ...of, messageId: theirs.messageId }, { ...theirs, messageId: of.messageId }]) {
      await expect(get(asked, own)).rejects.toMatchObject({ code: 'not_found' });
    }
    expect(engine.platform.fetched).toHaveLength(1);
  });

  it('is gone when it was taken back, when its person was erased, and when the provider keeps it no more', async () => {
    const of = await written(1, { id: 'wamid.back', ...IMAGE });
    engine.platform.files.clear();
    await expect(get(of)).rejects.toThrow('The provider has this file no more: it keeps what persons send for 7 days');
    await written(1, { type: 'revoke', revoke: { original_message_id: 'wamid.back' } });
    await expect(get(of)).rejects.toThrow('The person took this message back.');
    const erased = await written(2, IMAGE);
    await engine.vault.erase(await contactIdOf(engine, tenant, number(2)));
    await expect(get(erased)).rejects.toMatchObject({ code: 'not_found', message: 'What the person sent was erased.' });
  });

  it.each([
    ['ENG_NET', 'Provider not reachable (ENG_NET).'],
    ['302', 'It answered 302.'],
  ])(
    'that the provider does not hand out for %s is not gone, and nothing of what it said is told',
    async (code, why) => {
      engine.platform.files.set('m1', () => ({ error: { code, details: 'of Ana' } }));
      await expect(get(await written(1, IMAGE))).rejects.toMatchObject({
        ...{ code: 'provider_unavailable', message: `The provider did not hand the file out. ${why}` },
      });
    },
  );
});

describe('a file that is kept', () => {
  beforeEach(() => open(true));

  it('is read from the vault from then on, also when the provider has it no more', async () => {
    const of = await written(1, IMAGE);
    expect(await whole(await get(of))).toEqual(PICTURE);
    const { ref } = (await engine.views.reporting.get(repliesView, of.messageId))!;
    expect(await kept()).toEqual([`${ref}.media`, ...[0, 1, 2, 3].map((part) => `${ref}.media.${part}`)]);
    engine.platform.files.clear();
    const again = await get(of);
    expect(again).toMatchObject({ mimeType: 'image/jpeg', bytes: PICTURE.length });
    expect(await whole(again)).toEqual(PICTURE);
    expect(engine.platform.fetched).toHaveLength(1);
  });

  it('may be empty', async () => {
    engine.platform.files.set('m1', () => fileOf(Buffer.alloc(0), { bytes: null }));
    const of = await written(1, IMAGE);
    for (let times = 0; times < 2; times++) expect(await whole(await get(of))).toHaveLength(0);
    expect(engine.platform.fetched).toHaveLength(1);
  });

  it('is erased with its person, and nobody reads on', async () => {
    const of = await written(1, IMAGE);
    await whole(await get(of));
    const reading = (await get(of)).content.iterator() as AsyncIterableIterator<Buffer>;
    await engine.vault.erase(await contactIdOf(engine, tenant, number(1)));
    await expect(reading.next()).rejects.toMatchObject({ code: 'not_found' });
    await expect(get(of)).rejects.toThrow('erased');
    expect(await kept()).toEqual([]);
  });

  it('is as none where it did not come whole', async () => {
    engine.platform.files.set('m1', () => {
      async function* breaking() {
        yield PICTURE.subarray(0, 200_000);
        await Promise.resolve();
        throw new Error('broke off');
      }
      return fileOf(PICTURE, { content: Readable.from(breaking(), { objectMode: false }) });
    });
    const of = await written(1, IMAGE);
    await expect(whole(await get(of))).rejects.toThrow('broke off');
    engine.platform.files.set('m1', () => fileOf(PICTURE));
    const { content } = await get(of);
    content.destroy();
    expect(await whole(await get(of))).toEqual(PICTURE);
    expect(engine.platform.fetched).toHaveLength(3);
    engine.platform.files.clear();
    expect(await whole(await get(of))).toEqual(PICTURE);
  });

  it('is not kept when its person was erased while it came', async () => {
    const of = await written(1, IMAGE);
    const person = await contactIdOf(engine, tenant, number(1));
    const reading = (await get(of)).content.iterator() as AsyncIterableIterator<Buffer>;
    await reading.next();
    await engine.vault.erase(person);
    // Who comes back meanwhile is not erased with it.
    await engine.vault.put([{ ref: 'later', kind: 'contact', person, campaign: null, data: 'Ana' }]);
    const removed = jest.spyOn(engine.vault, 'remove');
    for await (const _ of reading) continue;
    while (removed.mock.results.length === 0) await engine.clock.endOfTick();
    await removed.mock.results[0]!.value;
    expect(await kept()).toEqual([]);
    expect(await engine.vault.getMany(['later'])).toMatchObject([{ data: 'Ana' }]);
  });

  it('that cannot be kept is read all the same, and somebody is told', async () => {
    const of = await written(1, IMAGE);
    const full = new Error('the disk is full');
    jest.spyOn(engine.vault, 'put').mockRejectedValueOnce(full);
    expect(await whole(await get(of))).toEqual(PICTURE);
    expect(engine.failures).toEqual([full]);
    expect(await kept()).toEqual([]);
  });
});
