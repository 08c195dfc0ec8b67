import type { Clock } from '@arauto/clock';
import { UnfitSettings } from '@arauto/whatsapp';
import { lateBackOff } from './call-by';
import type { Consequences } from './consequences';
import type { DispatchDeps } from './deps';
import type { TurnEnd, TurnResult } from './turn';

/** Calls of a number in a row that could not be begun, before it pauses: with their back-off that is a quarter of a minute. */
const MOST_IN_A_ROW = 5;

/** Why nobody is sent to from such a number, for people. */
export const TROUBLED = {
  code: 'number_troubled',
  text: 'The number cannot be called at the moment: its connection or the log is not to be had. It is tried again by itself.',
} as const;

/** Milliseconds. */
const WHILE_PAUSING = 500;

const REMEDY = 'Mend the connection or the credentials of the number, then resume it and its campaigns.';

interface Row {
  readonly times: number;
  /** Monotonic: what began before belongs to the same trouble. Hundreds that fail together mean one thing. */
  readonly notedAt: number;
  /** Monotonic. */
  readonly until: number;
}

/**
 * Numbers that cannot be called, for a reason that is not the provider's: settings that no call can be made with, a vault that does not
 * give the token, a log that takes no claim. Nobody is claimed for such a number for 1, 2, 4 … 60 s; what goes on is a person's to mend,
 * and pauses the number. A log that is away pauses nothing: that says nothing about the number.
 */
export class NumberTrouble {
  private readonly calls = new Map<string, Row>();
  private readonly claims = new Map<string, Row>();
  /** Pauses that are not in the log yet. */
  private readonly pausing = new Map<string, Promise<void>>();

  constructor(
    private readonly clock: Clock,
    private readonly consequences: Pick<Consequences, 'pauseSender'>,
    private readonly log: DispatchDeps['log'],
  ) {}

  /** Milliseconds until the number may be tried again; 0 is now. */
  heldFor(senderId: string): number {
    if (this.calls.size === 0 && this.claims.size === 0) return 0;
    if (this.pausing.has(senderId)) return WHILE_PAUSING;
    const until = Math.max(this.calls.get(senderId)?.until ?? 0, this.claims.get(senderId)?.until ?? 0);
    return Math.max(0, until - this.clock.monotonic());
  }

  /**
   * Takes in how a turn ended.
   * @param begunAt monotonic
   */
  judge(senderId: string, begunAt: number, { end, trouble }: Pick<TurnResult, 'end' | 'trouble'>): void {
    if (trouble === null) {
      if (this.claims.size > 0 && CLAIMED.has(end)) this.claims.delete(senderId);
      if (this.calls.size > 0 && CALLED.has(end)) this.calls.delete(senderId);
      return;
    }
    if (trouble.of === 'contact') return;
    const rows = trouble.of === 'call' ? this.calls : this.claims;
    const row = rows.get(senderId);
    if (row && begunAt <= row.notedAt) return;
    const now = this.clock.monotonic();
    const times = (row?.times ?? 0) + 1;
    rows.set(senderId, { times, notedAt: now, until: now + lateBackOff(times) });
    this.log('nobody can be sent to from a number', {
      senderId,
      of: trouble.of,
      times,
      error: trouble.error,
    });
    if (trouble.of !== 'call') return;
    const unfit = trouble.error instanceof UnfitSettings;
    if (!unfit && times < MOST_IN_A_ROW) return;
    // A moment more than the pause takes to be heard of; whoever resumes the number begins anew.
    rows.set(senderId, { times: 0, notedAt: now, until: now + WHILE_PAUSING });
    this.pause(senderId, unfit ? `${trouble.error.message}. ${REMEDY}` : REMEDY);
  }

  /** Resolves when every pause that was begun is in the log. */
  async settled(): Promise<void> {
    await Promise.all(this.pausing.values());
  }

  private pause(senderId: string, remedy: string): void {
    const pausing = this.consequences
      .pauseSender(senderId, 'ENG_CONNECTION', remedy)
      .catch((error: unknown) => this.log('a number could not be paused', { senderId, error }))
      .finally(() => this.pausing.delete(senderId));
    this.pausing.set(senderId, pausing);
  }
}

/** Ends that had a claim in the log. */
const CLAIMED: ReadonlySet<TurnEnd> = new Set<TurnEnd>(['accepted', 'refused', 'unknown', 'withdrawn', 'late']);
/** Ends of calls that were made. */
const CALLED: ReadonlySet<TurnEnd> = new Set<TurnEnd>(['accepted', 'refused', 'unknown']);
