import { campaignAggregate, type CampaignFile, type KnownCampaign, type KnownSender } from '@arauto/domain';
import { load } from '@arauto/event-store';
import { CampaignFiles } from '@arauto/privacy';
import type { UploadedFile } from '@arauto/whatsapp';
import { MediaAtNumbers } from './media-at-numbers';
import { CAMPAIGN, SENDER, SmallFloor } from './testing/small-floor';

const DAY = 86_400_000;
/** Of several parts, and no whole number of them. */
const CONTENT = Buffer.alloc(700_001, 'página ');
const sender = {} as KnownSender;

let floor: SmallFloor;
let file: CampaignFile;
let uploads: UploadedFile[];
let refusals: string[];
let media: MediaAtNumbers;

beforeEach(async () => {
  floor = new SmallFloor();
  await floor.prepare();
  uploads = [];
  refusals = [];
  const files = new CampaignFiles(floor.deps.vault);
  async function* content() {
    yield CONTENT.subarray(0, 5);
    yield await Promise.resolve(CONTENT.subarray(5));
  }
  const { bytes } = await files.keep('file-1', CAMPAIGN, content());
  file = { fileId: 'file-1', mimeType: 'application/pdf', bytes, filename: 'boleto.pdf' };
  media = opened();
});
afterEach(() => floor.close());

/** As of a process that begins now. */
function opened(): MediaAtNumbers {
  const upload = (given: UploadedFile) => {
    const details = refusals.shift();
    if (details !== undefined) return Promise.resolve({ error: { code: '131053', details } });
    uploads.push(given);
    return Promise.resolve({ id: `media-${uploads.length}` });
  };
  const send = () => Promise.reject(new Error('nothing is sent here'));
  const provider = () => Promise.resolve({ send, upload });
  return new MediaAtNumbers({ ...floor.deps, connections: { ...floor.deps.connections, provider } });
}

async function place(senderId = SENDER) {
  const { state } = await load(floor.stored, campaignAggregate, CAMPAIGN);
  const { settings, ...known } = state as KnownCampaign;
  const content = { type: 'media', media: { type: 'document', uploaded: 'file-1' }, parameterMapping: {} } as const;
  return { campaignId: CAMPAIGN, senderId, campaign: { ...known, settings: { ...settings, content }, files: [file] } };
}

describe('the file of a campaign at its numbers', () => {
  it('is waited for, left there whole, and once for all who wait', async () => {
    const at = await place();
    expect(media.holdOf(at, sender)).toMatchObject({ person: false, reason: { code: 'media_not_uploaded' } });
    expect(media.holdOf(at, sender)).not.toBeNull();
    await media.settled();
    expect(media.holdOf(at, sender)).toBeNull();
    expect(media.idOf(at)).toBe('media-1');
    expect(uploads.map(({ mimeType, filename }) => [mimeType, filename])).toEqual([['application/pdf', 'boleto.pdf']]);
    expect(uploads[0]!.content.equals(CONTENT)).toBe(true);
  });

  it('is another of each number', async () => {
    for (const senderId of [SENDER, 'sender-2']) media.holdOf(await place(senderId), sender);
    await media.settled();
    const ids = [media.idOf(await place()), media.idOf(await place('sender-2'))];
    expect(ids.sort()).toEqual(['media-1', 'media-2']);
  });

  it('is known to a later process by the log, and left there again when the platform is about to forget it', async () => {
    media.holdOf(await place(), sender);
    await media.settled();
    media = opened();
    expect(media.holdOf(await place(), sender)).toBeNull();
    await floor.clock.advance(29 * DAY);
    expect(media.holdOf(await place(), sender)).not.toBeNull();
    await media.settled();
    expect([media.holdOf(await place(), sender), media.idOf(await place())]).toEqual([null, 'media-2']);
  });

  it('is tried again after ever longer, and says why in the words of the provider', async () => {
    refusals = ['Unsupported type.', 'Unsupported type.'];
    const at = await place();
    const waits = async () => {
      media.holdOf(at, sender);
      await media.settled();
      return media.holdOf(at, sender);
    };
    const text =
      'The file of the campaign could not be left with the platform: 131053 Unsupported type. It is tried again by itself.';
    expect(await waits()).toEqual({ waitMs: 1000, person: false, reason: { code: 'media_not_uploaded', text } });
    await floor.clock.advance(1000);
    expect(await waits()).toMatchObject({ waitMs: 2000 });
    await floor.clock.advance(1999);
    expect(await waits()).toMatchObject({ waitMs: 1 });
    await floor.clock.advance(1);
    expect(await waits()).toBeNull();
  });
});
