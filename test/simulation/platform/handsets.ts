import type { Chance } from '../chance';
import { History } from './history';
import { isoOf, subscriberOf, waIdOf } from './phones';

/** What a world says of somebody. */
export interface PersonSettings {
  /** E.164 with `+`, in any notation. */
  readonly phone: string;
  readonly name?: string;
  readonly isOnWhatsApp?: boolean;
  /** The account is from before the change of notation in its country. */
  readonly isOld?: boolean;
  /** How likely a message that came is read. */
  readonly reads?: number;
  /** Read receipts are switched on. */
  readonly tellsReading?: boolean;
  /** A username stands in webhooks where the phone would. Source: section 7.4. */
  readonly hidesPhone?: boolean;
  /** In an experiment of the platform, which holds marketing messages back. Source: 130472, section 3.2. */
  readonly isInExperiment?: boolean;
}

/** What webhooks call somebody. Source: section 7.4. */
export interface Identity {
  readonly name: string;
  /** Hidden behind a username. */
  readonly waId: string | undefined;
  readonly username: string | undefined;
  readonly userId: string;
}

/** A subscriber and the handset: one person, whatever the notation of the phone. */
export class Person {
  /** The name of the number, whatever its notation; another after a change of number. */
  subscriber: string;
  waId: string;
  readonly name: string;
  readonly isOld: boolean;
  readonly reads: number;
  readonly tellsReading: boolean;
  readonly hidesPhone: boolean;
  readonly isInExperiment: boolean;
  readonly onWhatsApp: History<boolean>;
  readonly isOn: History<boolean>;
  /** Has had so much marketing that the platform holds more of it back. Source: 131049, section 3.2. */
  readonly isWeary: History<boolean>;
  /** Ids of numbers that this person has blocked. */
  readonly blocked: History<ReadonlySet<string>>;
  /** Ids of portfolios whose marketing this person has stopped. */
  readonly stopped: History<ReadonlySet<string>>;

  constructor(
    { phone, ...settings }: PersonSettings,
    at: number,
    private readonly chance: Chance,
  ) {
    this.isOld = settings.isOld ?? false;
    this.subscriber = subscriberOf(phone.replace(/\D/g, ''));
    this.waId = waIdOf(this.subscriber, this.isOld);
    this.name = settings.name ?? `Person ${this.subscriber.slice(-4)}`;
    this.reads = settings.reads ?? 0;
    this.tellsReading = settings.tellsReading ?? true;
    this.hidesPhone = settings.hidesPhone ?? false;
    this.isInExperiment = settings.isInExperiment ?? false;
    this.onWhatsApp = new History(at, settings.isOnWhatsApp ?? true);
    this.isOn = new History(at, true);
    this.isWeary = new History(at, false);
    this.blocked = new History<ReadonlySet<string>>(at, new Set());
    this.stopped = new History<ReadonlySet<string>>(at, new Set());
  }

  /** What a portfolio knows somebody by. */
  identityFor(portfolioId: string): Identity {
    const { name, subscriber, waId, hidesPhone } = this;
    // Another for each portfolio, and issued anew with a number. Source: section 7.4.
    const digits = this.chance.branch(`${portfolioId} ${subscriber}`).between(1_000_000_000, 9_999_999_999);
    return {
      ...{ name, userId: `${isoOf(subscriber)}.${digits}`, waId: hidesPhone ? undefined : waId },
      username: hidesPhone ? `user.${digits}` : undefined,
    };
  }

  /** The same person and handset under another number, and other user ids. */
  changePhone(phone: string): void {
    this.subscriber = subscriberOf(phone.replace(/\D/g, ''));
    this.waId = waIdOf(this.subscriber, this.isOld);
  }
}

/** With one more, or one fewer. */
export function changed(set: ReadonlySet<string>, id: string, isIn: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (isIn) next.add(id);
  else next.delete(id);
  return next;
}
