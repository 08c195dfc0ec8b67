import type { Clock } from '@arauto/clock';
import type { Notices } from '@arauto/coordination';
import type { Group } from '@arauto/read-models';
import { GROUPS } from './projectors';

const TOPIC = 'rebuild';
/** How often requests are looked for, milliseconds. */
const ASKED_EVERY = 500;
/** A request that nobody took up for so long has lapsed, milliseconds. */
const LAPSES_AFTER = 60_000;

/** Requests to fill views anew, from any process to those that write them. */
export class RebuildRequests {
  private readonly own: Partial<Record<Group, number>> = {};

  constructor(
    private readonly notices: Notices,
    private readonly clock: Clock,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  ask(group: Group): void {
    this.own[group] = this.clock.now();
    this.notices.post(TOPIC, this.own).catch(this.onFailure);
  }

  /** Hears requests, each once, until `signal` aborts. */
  async hear(rebuild: (group: Group) => void, signal: AbortSignal): Promise<void> {
    const heard = new Set<string>();
    while (!signal.aborted) {
      const words = await this.notices.read(TOPIC, LAPSES_AFTER).catch((error: unknown) => {
        this.onFailure(error);
        return [];
      });
      for (const { from, word } of words) {
        for (const group of GROUPS) {
          const request = `${from} ${group} ${String(word[group])}`;
          if (word[group] === undefined || heard.has(request)) continue;
          heard.add(request);
          rebuild(group);
        }
      }
      await this.clock.sleep(ASKED_EVERY, signal);
    }
  }
}
