import { type Clock, instant } from '@arauto/clock';
import type { Notices } from '@arauto/coordination';
import type { Duty } from '../../../config/configuration';
import { DUTIES } from '../../../config/keys';

/** What processes say of themselves. */
const TOPIC = 'duties';
/** How often they say it, and how often it is asked for, milliseconds. */
const EVERY = 1_000;
/** Who said nothing for so long has ended, and a duty that nobody had for so long is missed, milliseconds. */
const SILENT_AFTER = 5_000;

/** A duty that no running process has, and since when (RFC 3339). */
export interface MissingDuty {
  readonly duty: Duty;
  readonly since: string;
}

/** Knows which duties the processes of an engine have between them. */
export class Processes {
  /** By duty that nobody was heard to have: since when. */
  private readonly unheard = new Map<Duty, number>();

  constructor(
    private readonly own: readonly Duty[],
    private readonly notices: Notices,
    private readonly clock: Clock,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** As far as the others could be heard. */
  missing(): readonly MissingDuty[] {
    const before = this.clock.now() - SILENT_AFTER;
    return [...this.unheard]
      .filter(([, since]) => since <= before)
      .map(([duty, since]) => ({ duty, since: instant(since) }));
  }

  /** Says what this one does and hears what the others do, until `signal` aborts. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.exchange().catch((error: unknown) => {
        // whoever cannot be heard may be there
        this.unheard.clear();
        this.onFailure(error);
      });
      await this.clock.sleep(EVERY, signal);
    }
    await this.notices.withdraw(TOPIC).catch(this.onFailure);
  }

  private async exchange(): Promise<void> {
    await this.notices.post(TOPIC, { duties: this.own });
    const said = await this.notices.read(TOPIC, SILENT_AFTER);
    const heard = new Set(said.flatMap(({ word }) => word['duties'] as Duty[]));
    for (const duty of DUTIES) {
      if (heard.has(duty)) this.unheard.delete(duty);
      else if (!this.unheard.has(duty)) this.unheard.set(duty, this.clock.now());
    }
  }
}
