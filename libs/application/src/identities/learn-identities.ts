import type { Random } from '@arauto/clock';
import { personAggregate, personDecider, stream } from '@arauto/domain';
import { type EventStore, load } from '@arauto/event-store';
import { type PersonKey, type Vault, waIdCanonical } from '@arauto/privacy';
import type { Identities } from './identities';
import { ProviderLog } from '../webhooks/provider-log';
import { Recent } from './recent';

/** `BR.4410098877`, `BR.ENT.44…`: whatever else comes in the place of one might be everybody's. */
const USER_ID = /^[a-z]{2}\.[\w.-]{1,200}$/i;

/** What a webhook element says of one person. */
export interface Named {
  /** Of the contact whose message it is about, if it is. */
  readonly contact?: { readonly key: PersonKey; readonly ref: string } | undefined;
  /** WhatsApp ids and user ids; what is not there is undefined. */
  readonly ids: readonly (string | undefined)[];
}

/** Names that are remembered as learned, so that the next status of the same person costs no look at the log. */
const REMEMBERED = 50_000;

/**
 * Learns that names are one person's: a phone and a user id that came together, a number or an id that changed. The ids go to the
 * vault, their keys to the stream of the first; no key moves.
 */
export class IdentityLearner {
  private readonly learned = new Recent(REMEMBERED);
  private readonly learning = new Map<string, Promise<void>>();
  private readonly log: ProviderLog;

  constructor(
    private readonly store: EventStore,
    private readonly vault: Vault,
    private readonly identities: Identities,
    private readonly random: Random,
  ) {
    this.log = new ProviderLog(store, random);
  }

  /** Durable when it resolves. What was learned lately costs nothing. @throws a store error, after which the provider tries again */
  learn(subaccountId: string, named: Named): Promise<void> {
    const ids = named.ids.filter((id) => id !== undefined).filter(isId);
    if (ids.length + (named.contact ? 1 : 0) < 2) return Promise.resolve();
    const names = [subaccountId, named.contact?.key, ...ids].join(' ');
    if (this.learned.has(names)) return Promise.resolve();
    let learning = this.learning.get(names);
    if (!learning) {
      learning = this.remember(subaccountId, named.contact, ids)
        .then(() => this.learned.add(names))
        .finally(() => this.learning.delete(names));
      this.learning.set(names, learning);
    }
    return learning;
  }

  private async remember(subaccountId: string, contact: Named['contact'], ids: readonly string[]): Promise<void> {
    const keys = await Promise.all(ids.map((id) => this.identities.keyOfId(subaccountId, id)));
    const [person, ...others] = new Set(contact ? [contact.key, ...keys] : keys);
    const { identities } = (await load(this.store, personAggregate, person!)).state;
    const unknown = others.filter((other) => !identities.includes(other));
    if (unknown.length === 0) return;
    const ref = `${this.random.id()}.identity`;
    const phone = await this.phoneOf(contact?.ref, ids);
    await this.vault.put([{ ref, kind: 'text', person: person!, campaign: null, phone, data: { ids } }]);
    for (const identity of unknown) {
      const command = { type: 'LearnIdentity', subaccountId, identity, ref } as const;
      await this.log.tell(personDecider, stream.person(person!), command, subaccountId);
    }
  }

  /** E.164, for people to read in lists: as it came, else as the contact has it. */
  private async phoneOf(contactRef: string | undefined, ids: readonly string[]): Promise<string | null> {
    const canonical = ids.map(waIdCanonical).find((each) => each !== undefined);
    if (canonical !== undefined) return `+${canonical}`;
    if (contactRef === undefined) return null;
    const [entry] = await this.vault.getMany([contactRef]);
    return entry?.phone ?? null;
  }
}

function isId(text: string): boolean {
  return USER_ID.test(text) || waIdCanonical(text) !== undefined;
}
