import {
  type Campaign,
  campaignDecider,
  frozenTemplate,
  PHONE_READING,
  type PhoneReading,
  stream,
  templateAggregate,
  templateIdOf,
} from '@arauto/domain';
import { type EventReader, eventOf, load } from '@arauto/event-store';

/** Why a reading ended before the end of its file; null: it did not. */
export type ReadingError = { readonly code: string; readonly message: string } | null;

/** The campaign whose file is being read, as the log has it: looked at again before every chunk. */
export class UploadCampaign {
  state: Campaign = campaignDecider.initial;
  /** How this upload was closed; undefined while it was not. */
  closedWith: ReadingError | undefined;
  private next = 0;

  constructor(
    private readonly events: EventReader,
    private readonly campaignId: string,
    private readonly uploadId: string,
  ) {}

  /** Reads on from where it was. */
  async look(): Promise<void> {
    for await (const recorded of await this.events.readStream(stream.campaign(this.campaignId), { from: this.next })) {
      const event = eventOf(campaignDecider, recorded);
      this.state = campaignDecider.evolve(this.state, event);
      if (event.type === 'UploadClosed' && event.data.uploadId === this.uploadId) {
        this.closedWith = event.data.error ?? null;
      }
      this.next = recorded.revision + 1;
    }
  }

  /** The command that brought the file got as far as its last step: before that, nothing waits for these contacts. */
  get isOpen(): boolean {
    return this.state.status !== 'none' && this.state.openUploads.includes(this.uploadId);
  }

  /** How the numbers of its file are read: as when it was opened. */
  get phoneReading(): PhoneReading {
    return this.state.status !== 'none' && this.state.olderUploads.includes(this.uploadId) ? 1 : PHONE_READING;
  }

  /** Contacts of other uploads may be known by another number than the one their text means today. */
  get hasOlderUploads(): boolean {
    return this.state.status !== 'none' && this.state.olderUploads.some((id) => id !== this.uploadId);
  }

  /** Neither opened nor closed. */
  get isUnknown(): boolean {
    return !this.isOpen && this.closedWith === undefined;
  }

  /** Why no more contacts are wanted, if so. */
  get ended(): ReadingError {
    switch (this.state.status) {
      case 'canceling':
      case 'canceled':
        return { code: 'campaign_canceled', message: 'The campaign was canceled while the file was being read.' };
      case 'failed':
        return { code: 'campaign_failed', message: 'The campaign failed while the file was being read.' };
      default:
        return null;
    }
  }

  /** Of the template it would send; undefined where nobody knows, or there is none. What an attempt sends instead it judges itself. */
  async templateCategory(): Promise<string | undefined> {
    if (this.state.status === 'none') return undefined;
    const templateId = templateIdOf(this.state.settings.content);
    if (templateId === null) return undefined;
    const { state: template } = await load(this.events, templateAggregate, templateId);
    return frozenTemplate(template)?.category;
  }
}
