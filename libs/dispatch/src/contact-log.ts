import { type Contact, type ContactCommand, contactDecider, type ContactEvent, stream } from '@arauto/domain';
import {
  execute,
  type Executed,
  type EventStore,
  type JsonObject,
  type RecordedEvent,
  type StateCache,
} from '@arauto/event-store';
import type { Random } from '@arauto/clock';

/** Commands on contact streams, with the metadata of whoever acts. */
export class ContactLog {
  constructor(
    private readonly store: EventStore,
    private readonly random: Random,
    private readonly cache: StateCache<Contact>,
    private readonly actor: { readonly id: string; readonly name: string },
  ) {}

  /** Where a contact stands, from the cache if it is there: it may be behind, never ahead. */
  async state(campaignId: string, contactKey: string): Promise<Contact> {
    const name = stream.contact(campaignId, contactKey);
    const cached = this.cache.get(name);
    if (cached) return cached.state;
    let state = contactDecider.initial;
    let last: RecordedEvent | undefined;
    for await (const event of await this.store.readStream(name)) {
      state = contactDecider.evolve(state, event as unknown as ContactEvent);
      last = event;
    }
    if (last) this.cache.set(name, { revision: last.revision, position: last.position, state });
    return state;
  }

  /**
   * @param revision only at this revision and without a second try; else conflicts are decided again for ever
   * @throws WrongExpectedRevision, Refusal, or a store error
   */
  execute(
    campaignId: string,
    contactKey: string,
    command: ContactCommand,
    options: { readonly revision?: number; readonly causationId?: string } = {},
  ): Promise<Executed<Contact, ContactEvent>> {
    const metadata: JsonObject = {
      v: 1,
      $correlationId: campaignId,
      ...(options.causationId !== undefined && { $causationId: options.causationId }),
      actor: this.actor,
    };
    return execute(this.store, contactDecider, stream.contact(campaignId, contactKey), command, {
      eventId: () => this.random.uuid(),
      metadata,
      cache: this.cache,
      ...(options.revision === undefined ? { retries: 'forever' } : { expectedRevision: options.revision }),
    });
  }
}
