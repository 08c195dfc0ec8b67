import { decode, describeEvent } from '@arauto/domain';
import { causeOf, duty, type RecordedEvent } from '@arauto/event-store';
import { instant } from '../use-case/instant';
import type { EventBody } from './event.body';

type Shown = Pick<RecordedEvent, 'stream' | 'revision' | 'position' | 'type' | 'data' | 'metadata' | 'at'>;

/** An event as people read it. An event of a later version is shown as it is. */
export function showEvent(event: Shown): EventBody {
  const { stream, revision, position, type, metadata } = event;
  const data = (decode(event)?.data ?? event.data) as EventBody['data'];
  const { actor = duty('system'), correlationId = null, causationId = null } = causeOf(metadata);
  return {
    position,
    stream,
    revision,
    type,
    at: instant(event.at),
    actor,
    text: describeEvent(type, data),
    data,
    correlationId,
    causationId,
  };
}
