import type { LogListener, Position } from '@arauto/event-store';
import type { ViewReader } from '@arauto/read-models';
import { conversationsView, daysUpTo, suppressionsView } from '@arauto/read-models/operational';
import { REFERRAL_COUNTS_FOR, streamPrefix } from '@arauto/domain';
import type { Connections } from './deps';
import { withLearnedKeys } from './identities-in-view';
import { LearnedIdentities } from './learned-identities';
import { PersonStreams } from './person-streams';

/** A contact as far as it is a person. */
export interface PersonOf {
  readonly key: string;
  /** E.164; null where the vault has none. */
  readonly phone: string | null;
}

/** Whose contacts they are. */
export interface PersonsOf {
  readonly subaccountId: string;
  readonly senderId: string;
}

/** What is known of a person before an attempt. */
export interface Acquaintance {
  /** Other keys of the person: identities that were learned, and what an older program made of the number. */
  readonly others: readonly string[];
  /** There is a suppression under one of the keys: the streams say whether it holds. */
  readonly maybeSuppressed: boolean;
  /** The person wrote within a day or two, or came from an advertisement: the streams say whether a session is open. */
  readonly mayConverse: boolean;
}

/** What an attempt must look at of its person, and once more synchronously with its write. */
export interface PersonChecks {
  /** Streams that have to be read first: nobody knows that there is nothing in them. */
  readonly read: { readonly suppression: boolean; readonly conversation: boolean };
  /** Other keys of the person, asked only where a stream has to be read. */
  readonly otherKeys: () => Promise<readonly string[]>;
  /** False: something was heard since that might have stopped the attempt. */
  readonly unchanged: () => boolean;
}

const NO_ONE: ReadonlySet<string> = new Set();

/** How long what a person wrote keeps a session open, milliseconds. */
const DAY = 24 * 3600 * 1000;

/**
 * What attempts must know of persons, under whichever key it lies: asked of views page by page, and made good by what the log
 * said since. A subaccount without suppressions, a number without conversations and a log without learned identities cost one
 * count each.
 */
export class KnownPersons {
  private readonly suppressed: PersonStreams<typeof suppressionsView>;
  private readonly conversing: PersonStreams<typeof conversationsView>;
  private readonly learned = new LearnedIdentities();

  constructor(
    private readonly views: Pick<ViewReader, 'count' | 'find'>,
    private readonly connections: Pick<Connections, 'otherReadings'>,
  ) {
    this.suppressed = new PersonStreams(views, suppressionsView, streamPrefix.suppression, (subaccountId) => ({
      field: 'subaccountId',
      equals: subaccountId,
    }));
    this.conversing = new PersonStreams(views, conversationsView, streamPrefix.conversation, (senderId) => ({
      field: 'senderId',
      equals: senderId,
    }));
  }

  /** What wants to hear of the log. */
  get listeners(): readonly LogListener[] {
    return [this.suppressed, this.conversing, this.learned];
  }

  /** In the order asked. */
  async page(
    { subaccountId, senderId }: PersonsOf,
    persons: readonly PersonOf[],
    now: number,
  ): Promise<readonly Acquaintance[]> {
    const wrote = [
      { field: 'referred', equals: false },
      { field: 'day', in: daysUpTo(now, DAY) },
    ] as const;
    const came = [
      { field: 'referred', equals: true },
      { field: 'day', in: daysUpTo(now, REFERRAL_COUNTS_FOR) },
    ] as const;
    const [anySuppressed, anyWrote, anyCame, others] = await Promise.all([
      this.suppressed.any(subaccountId),
      this.conversing.any(senderId, wrote),
      this.conversing.any(senderId, came),
      // Asked of everybody: whoever stops while the page waits may do so under another key.
      this.others(subaccountId, persons),
    ]);
    const keys = [...new Set(persons.flatMap(({ key }, index) => [key, ...others[index]!]))];
    const [suppressed, writers, comers] = await Promise.all([
      anySuppressed ? this.suppressed.among(subaccountId, keys) : NO_ONE,
      anyWrote ? this.conversing.among(senderId, keys, wrote) : NO_ONE,
      anyCame ? this.conversing.among(senderId, keys, came) : NO_ONE,
    ]);
    return persons.map(({ key }, index) => {
      const own = [key, ...others[index]!];
      const maybeSuppressed = own.some((each) => suppressed.has(each));
      const mayConverse = own.some((each) => writers.has(each) || comers.has(each));
      return { others: others[index]!, maybeSuppressed, mayConverse };
    });
  }

  /**
   * The checks of an attempt that begins now.
   * @param at how far the log has been heard
   * @param known of the page that the contact came with; where there is none, everything is read
   */
  checksOf(
    { subaccountId, senderId }: PersonsOf,
    person: PersonOf,
    at: Position,
    known?: Acquaintance & { readonly seenAt: Position },
  ): PersonChecks {
    const { suppressed, conversing, learned } = this;
    const { key } = person;
    let others = known?.others ?? [];
    const unknown = !known || learned.changedSince(known.seenAt, key, others);
    const suppression =
      unknown || known.maybeSuppressed || suppressed.changedSince(known.seenAt, subaccountId, key, others);
    const conversation = unknown || known.mayConverse || conversing.changedSince(known.seenAt, senderId, key, others);
    return {
      read: { suppression, conversation },
      otherKeys: async () => {
        if (unknown) others = (await this.others(subaccountId, [person]))[0]!;
        return others;
      },
      unchanged: () =>
        !suppressed.changedSince(at, subaccountId, key, others) && !learned.changedSince(at, key, others),
    };
  }

  /** The other keys of each, by the view and by what was heard since; in the order asked. */
  private async others(subaccountId: string, persons: readonly PersonOf[]): Promise<readonly (readonly string[])[]> {
    const phones = persons.map(({ phone }) => phone);
    const read = await this.connections.otherReadings(subaccountId, phones);
    const known = persons.map(({ key }, index) => [key, ...read[index]!]);
    const all = await withLearnedKeys(this.views, known, (key) => this.learned.of(key));
    return all.map(([, ...others]) => others);
  }
}
