import type { RecordedEvent } from '@arauto/event-store';
import type { SendRequest } from '../platform/ground-truth';
import type { World } from '../world';
import { addresseeOf, areClocksTrue, type Judging, type Rules } from './judging';

const DAY = 24 * 3_600_000;

/** What a person does that is no message, and opens nothing. Source of the platform's papers: sections 2.4 and 4.5. */
const OPENS_NOTHING: ReadonlySet<string> = new Set(['edit', 'revoke', 'system']);

/**
 * Free-form content leaves only for whom wrote to that number within a day, and what the log says of an attempt is what came to the platform.
 */
export class FreeForm implements Rules {
  /** By contact and attempt, what the log says goes out. */
  private readonly said = new Map<string, string>();
  private readonly tellTime: boolean;

  constructor(
    private readonly world: World,
    private readonly judge: Judging,
  ) {
    this.tellTime = areClocksTrue(world.plan);
  }

  heard({ stream, type, data }: RecordedEvent): void {
    if (type !== 'SendAttempted') return;
    const contentType = data['contentType'] ?? 'template';
    this.said.set(`${stream.slice('contact-'.length)} a${String(data['attempt'])}`, String(contentType));
  }

  requested({ at, number, subscriber, callbackData, contentType }: SendRequest): void {
    const { campaignId, key, attempt } = addresseeOf(callbackData);
    const said = this.said.get(`${campaignId}.${key} ${attempt}`);
    if (said !== undefined && said !== contentType) {
      this.judge.fail(
        'what is recorded is what went out',
        `${callbackData} is a ${contentType}, and in the log a ${said}`,
      );
    }
    if (contentType === 'template' || subscriber === null || !this.tellTime) return;
    const isOpen = this.world.platform.truth.written.some(
      (each) =>
        each.number === number &&
        each.person.subscriber === subscriber &&
        !OPENS_NOTHING.has(each.type) &&
        each.at <= at &&
        at < each.at + DAY,
    );
    if (isOpen) return;
    this.judge.fail(
      'free form stays within sessions',
      `${callbackData} is a ${contentType}, and ${subscriber} did not write for a day`,
    );
  }
}
