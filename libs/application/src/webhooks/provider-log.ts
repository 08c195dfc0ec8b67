import { type Clock, instant, type Random } from '@arauto/clock';
import type { Decider } from '@arauto/domain';
import {
  type DomainEvent,
  duty,
  type EventStore,
  execute,
  type Executed,
  type JsonObject,
  metadataOf,
} from '@arauto/event-store';

/** Of every event that tells what the provider said. @param about the sender it was said to, or the subaccount it holds in */
export function byProvider(about: string): JsonObject {
  return metadataOf({ actor: duty('provider'), correlationId: about });
}

/**
 * When the provider says that something was: RFC 3339, never later than our receipt, so that a clock that is ahead of ours does not outdo
 * what is said later. The receipt itself where it does not say.
 * @param at milliseconds
 */
export function stampOf(at: number | null, clock: Clock): string {
  const receipt = clock.now();
  return instant(Math.min(at ?? receipt, receipt));
}

/** Brings what the provider said into the log. It is a fact, so that a conflict is decided again for ever. */
export class ProviderLog {
  constructor(
    private readonly store: EventStore,
    private readonly random: Random,
  ) {}

  /**
   * @param about the sender it was said to, or the subaccount it holds in
   * @param keep as `execute` takes it
   * @throws what the decider refuses; a store error, after which the provider tries again
   */
  tell<State, Command, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    name: string,
    command: Command,
    about: string,
    keep?: () => Promise<void>,
  ): Promise<Executed<State, Event>> {
    return execute(this.store, decider, name, command, {
      eventId: () => this.random.uuid(),
      metadata: byProvider(about),
      retries: 'forever',
      keep,
    });
  }
}
