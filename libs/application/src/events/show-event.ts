import { instant } from '@arauto/clock';
import { describeEvent, type Language, storedVersions } from '@arauto/domain';
import { causeOf, duty, type EventVersions, type JsonObject, type RecordedEvent, versionOf } from '@arauto/event-store';
import type { EventBody } from './event.body';

type Shown = Pick<RecordedEvent, 'stream' | 'revision' | 'position' | 'type' | 'data' | 'metadata' | 'at'>;

/**
 * An event as people read it: its data as it is stored, and a sentence of what that means today.
 * @param language of the sentence
 */
export function showEvent(event: Shown, language: Language = 'en'): EventBody {
  const { stream, revision, position, type, data, metadata } = event;
  const { actor = duty('system'), correlationId = null, causationId = null } = causeOf(metadata);
  return {
    position,
    stream,
    revision,
    type,
    at: instant(event.at),
    actor,
    text: describeEvent(type, dataOfToday(event), language),
    version: versionOf(metadata),
    data,
    correlationId,
    causationId,
  };
}

const versions: EventVersions = storedVersions;

/** What an event means to this program; undefined where a later one wrote it. */
export function dataOfToday({
  type,
  data,
  metadata,
}: Pick<Shown, 'type' | 'data' | 'metadata'>): JsonObject | undefined {
  const today = versions.today(type);
  const version = versionOf(metadata);
  return today === undefined || version > today ? undefined : versions.upcast(type, data, version);
}
