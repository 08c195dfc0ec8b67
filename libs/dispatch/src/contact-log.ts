import {
  type Contact,
  contactAggregate,
  type ContactCommand,
  contactDecider,
  type ContactEvent,
  stream,
} from '@arauto/domain';
import {
  type Actor,
  execute,
  type Executed,
  type EventStore,
  type JsonObject,
  load,
  metadataOf,
  START,
  type StateCache,
} from '@arauto/event-store';
import type { Random } from '@arauto/clock';

export interface ContactCommandOptions {
  readonly revision?: number;
  readonly known?: Contact | undefined;
  readonly causationId?: string;
  readonly eventId?: string;
}

/** Commands on contact streams, with the metadata of whoever acts. */
export class ContactLog {
  /** One object per campaign: the store then writes it out once, not once per event. */
  private readonly metadata = new Map<string, JsonObject>();

  constructor(
    private readonly store: EventStore,
    private readonly random: Random,
    private readonly cache: StateCache<Contact>,
    private readonly actor: Actor,
  ) {}

  /** Where a contact stands, from the cache if it is there: it may be behind, never ahead. */
  async state(campaignId: string, contactKey: string): Promise<Contact> {
    const name = stream.contact(campaignId, contactKey);
    const cached = this.cache.get(name);
    if (cached) return cached.state;
    const loaded = await load(this.store, contactAggregate, campaignId, contactKey);
    if (loaded.revision >= 0) this.cache.set(name, loaded);
    return loaded.state;
  }

  /**
   * @param options.revision only at this revision and without a second try; else conflicts are decided again for ever
   * @param options.known where the contact stands at that revision, if the caller knows: its stream is then not read
   * @param options.eventId of the one event that may come of it: the same again makes a repeat one and the same append
   * @throws WrongExpectedRevision, Refusal, or a store error
   */
  execute(
    campaignId: string,
    contactKey: string,
    command: ContactCommand,
    options: ContactCommandOptions = {},
  ): Promise<Executed<Contact, ContactEvent>> {
    const { revision, known, causationId, eventId } = options;
    const name = stream.contact(campaignId, contactKey);
    if (known && revision !== undefined) this.cache.set(name, { revision, position: START, state: known });
    return execute(this.store, contactDecider, name, command, {
      eventId: (index) => (index === 0 && eventId) || this.random.uuid(),
      metadata: causationId === undefined ? this.ofCampaign(campaignId) : this.causedBy(campaignId, causationId),
      cache: this.cache,
      ...(revision === undefined ? { retries: 'forever' } : { expectedRevision: revision }),
    });
  }

  private ofCampaign(campaignId: string): JsonObject {
    let metadata = this.metadata.get(campaignId);
    if (!metadata) {
      metadata = this.causedBy(campaignId);
      this.metadata.set(campaignId, metadata);
    }
    return metadata;
  }

  private causedBy(campaignId: string, causationId?: string): JsonObject {
    return metadataOf({ actor: this.actor, correlationId: campaignId, causationId });
  }
}
