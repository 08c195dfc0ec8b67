import {
  CONTACT_EVENT_TYPES,
  contactDecider,
  type ContactEvent,
  isTestStream,
  splitPair,
  streamPrefix,
} from '@arauto/domain';
import { eventOf, type RecordedEvent } from '@arauto/event-store';
import type { Change } from '../change';
import type { Projection } from '../port';
import type { View } from '../view';

/** A contact event with its stream's name taken apart. */
export interface OfContact {
  readonly event: ContactEvent;
  readonly recorded: RecordedEvent;
  readonly campaignId: string;
  readonly contactKey: string;
  /** `{campaignId}.{contactKey}` */
  readonly id: string;
}

/**
 * A projection of contact streams.
 * @param whose test messages are outside the audience: only a view that says so sees them
 */
export function contactProjection(
  view: View,
  project: (contact: OfContact) => readonly Change[],
  whose: 'audience' | 'everybody' = 'audience',
): Projection {
  return {
    view,
    handles: CONTACT_EVENT_TYPES,
    project(recorded) {
      if (whose === 'audience' && isTestStream(recorded.stream)) return [];
      const { left: campaignId, right: contactKey } = splitPair(recorded.stream, streamPrefix.contact);
      const id = recorded.stream.slice(streamPrefix.contact.length);
      return project({ event: eventOf(contactDecider, recorded), recorded, campaignId, contactKey, id });
    },
  };
}
