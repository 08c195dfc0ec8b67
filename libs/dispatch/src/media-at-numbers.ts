import { type Clock, instant } from '@arauto/clock';
import {
  campaignDecider,
  type CampaignFile,
  type CampaignMediaUploaded,
  fileOf,
  type KnownCampaign,
  type KnownSender,
  stream,
  uploadedFileOf,
} from '@arauto/domain';
import { duty, execute, metadataOf } from '@arauto/event-store';
import { CampaignFiles } from '@arauto/privacy';
import { lateBackOff } from './call-by';
import type { DispatchDeps } from './deps';
import type { Hold } from './lanes';

const ACTOR = duty('dispatcher');

/** The platform keeps what was uploaded for 30 days (Meta, *Upload media*); a day is left for what is under way. Milliseconds. */
const FRESH_FOR = 29 * 86_400_000;

const BEING_UPLOADED = {
  code: 'media_not_uploaded',
  text: 'The file of the campaign is being left with the platform, by its number.',
} as const;

type Left = CampaignMediaUploaded['data'];

/** Of the campaign that is sent, and the number that it is sent from. */
interface Place {
  readonly campaignId: string;
  readonly campaign: KnownCampaign;
  readonly senderId: string;
}

interface Failed {
  readonly times: number;
  /** Monotonic. */
  readonly until: number;
  readonly words: string;
}

/**
 * Files of campaigns as their numbers have left them with the platform: once for each number, before anybody is claimed for it. The log says
 * which id a file was given; where it could not be told, or two processes did it at once, the file is there twice, which does no harm.
 */
export class MediaAtNumbers {
  private readonly left = new Map<string, Left>();
  private readonly failed = new Map<string, Failed>();
  private readonly underWay = new Map<string, Promise<void>>();
  private readonly files: CampaignFiles;

  constructor(
    private readonly deps: Pick<DispatchDeps, 'store' | 'vault' | 'random' | 'connections' | 'log'> & {
      readonly clock: Clock;
    },
  ) {
    this.files = new CampaignFiles(deps.vault);
  }

  /** What a number waits for before it sends for a campaign, and begins to see to it; null where it may send. */
  holdOf(place: Place, sender: KnownSender): Hold | null {
    const { clock } = this.deps;
    if (uploadedFileOf(place.campaign.settings.content) === undefined) return null;
    const found = this.find(place);
    if (found && clock.now() - Date.parse(found.uploadedAt) < FRESH_FOR) return null;
    const key = keyOf(place);
    const failed = this.failed.get(key);
    const waitMs = Math.max(0, (failed?.until ?? 0) - clock.monotonic());
    if (waitMs === 0 && !this.underWay.has(key)) {
      const uploading = this.upload(place, sender, key).finally(() => this.underWay.delete(key));
      this.underWay.set(key, uploading);
    }
    if (!failed) return { waitMs: Infinity, person: false, reason: BEING_UPLOADED };
    return { waitMs: waitMs === 0 ? Infinity : waitMs, person: false, reason: reasonOf(failed.words) };
  }

  /** The id by which messages of the campaign name its file; undefined where it has none, or not yet. */
  idOf(place: Place): string | undefined {
    return this.find(place)?.mediaId;
  }

  /** Resolves when no upload is under way. */
  async settled(): Promise<void> {
    await Promise.all(this.underWay.values());
  }

  /** The newest that is known. */
  private find(place: Place): Left | undefined {
    const { campaign, senderId } = place;
    const sent = uploadedFileOf(campaign.settings.content);
    const own = this.left.get(keyOf(place));
    const told = campaign.media.find((each) => each.fileId === sent && each.senderId === senderId);
    if (!own || own.fileId !== sent) return told;
    return told && told.uploadedAt > own.uploadedAt ? told : own;
  }

  /** Never rejects. */
  private async upload(place: Place, sender: KnownSender, key: string): Promise<void> {
    const { campaignId, senderId } = place;
    try {
      const file = fileOf(place.campaign);
      if (!file) throw new Error('the campaign has no such file');
      const mediaId = await this.leave(file, senderId, sender);
      const data: Left = { fileId: file.fileId, senderId, mediaId, uploadedAt: instant(this.deps.clock.now()) };
      this.left.set(key, data);
      this.failed.delete(key);
      await this.record(campaignId, data);
    } catch (error) {
      const times = (this.failed.get(key)?.times ?? 0) + 1;
      const words = error instanceof Error ? error.message : String(error);
      this.failed.set(key, { times, until: this.deps.clock.monotonic() + lateBackOff(times), words });
      this.deps.log('the file of a campaign could not be left with the platform', { campaignId, senderId, error });
    }
  }

  /** @throws Error in the provider's words */
  private async leave(file: CampaignFile, senderId: string, sender: KnownSender): Promise<string> {
    const { mimeType, filename } = file;
    const provider = await this.deps.connections.provider(senderId, sender);
    if (!provider.upload) throw new Error('the provider of the number takes files by their link alone');
    const content = await this.files.read(file);
    const answer = await provider.upload({ mimeType, filename, content });
    if ('error' in answer) throw new Error(`${answer.error.code} ${answer.error.details}`.trim());
    return answer.id;
  }

  /** What the log does not take now is known here all the same, and after a restart the file is left once more. */
  private async record(campaignId: string, data: Left): Promise<void> {
    const { store, random, log } = this.deps;
    const command = { type: 'RecordMediaUpload', ...data } as const;
    await execute(store, campaignDecider, stream.campaign(campaignId), command, {
      metadata: metadataOf({ actor: ACTOR, correlationId: campaignId }),
      eventId: () => random.uuid(),
    }).catch((error: unknown) => log('where the file of a campaign is could not be stored', { campaignId, error }));
  }
}

function reasonOf(words: string): NonNullable<Hold['reason']> {
  return {
    code: 'media_not_uploaded',
    text: `The file of the campaign could not be left with the platform: ${words.replace(/\.+$/, '')}. It is tried again by itself.`,
  };
}

function keyOf({ campaignId, senderId }: Place): string {
  return `${campaignId} ${senderId}`;
}
