import { createHash } from 'node:crypto';
import type { LiveFold, Owners } from '@arauto/dispatch';
import { idOf, type KnownSender, type Sender, type SenderEvent, streamPrefix } from '@arauto/domain';
import { type EventReader, type LogListener, type Position, type RecordedEvent, START } from '@arauto/event-store';
import { type Canonical, canonicalise, type Vault } from '@arauto/privacy';
import { type ViewReader, ViewsBeingMade, ViewsUnreadable } from '@arauto/read-models';
import { sendersView } from '@arauto/read-models/operational';
import { namesOf, providerKind } from '@arauto/whatsapp';
import type { ProviderConnections } from '../sending/provider-connections';

/** A sender that something is for. */
export interface Addressee {
  readonly senderId: string;
  readonly sender: KnownSender;
}

interface Index {
  readonly byNumber: ReadonlyMap<string, readonly Addressee[]>;
  readonly byAccount: ReadonlyMap<string, readonly Addressee[]>;
}

/**
 * Every sender by what the platform calls it, in memory, and which of them are one owner's: those with the same secret. A business
 * account, a portfolio and a number are names that any tenant can give; the secret is what nobody else has.
 */
export class SenderDirectory implements Owners, LogListener {
  readonly prefix = streamPrefix.sender;
  /** When each was registered, milliseconds: of two with one number the older has it. */
  private readonly registered = new Map<string, number>();
  /** A digest of the owner's secret, by the vault ref of the credentials. */
  private readonly owners = new Map<string, string>();
  private readonly refs = new Map<string, string>();
  private readonly phones = new Map<string, Canonical | null>();
  private index: Index | undefined;

  constructor(
    private readonly senders: Pick<LiveFold<Sender, SenderEvent>, 'load' | 'peek'>,
    private readonly connections: Pick<ProviderConnections, 'credentialsOf'>,
    private readonly vault: Pick<Vault, 'getMany'>,
    private readonly onFailure: (what: string, facts: Readonly<Record<string, unknown>>) => void,
  ) {}

  /** Gets to know every sender that is in the log now; those that come later are heard of by `apply`. */
  async load(log: Pick<EventReader, 'readAll'>, views: ViewReader): Promise<void> {
    const registered = new Map<string, number>();
    const after = await readFrom(views, registered);
    const filter = { streamPrefixes: [this.prefix], types: ['SenderRegistered'] };
    for await (const event of log.readAll({ after, filter })) registered.set(idOf(event.stream, this.prefix), event.at);
    await Promise.all([...registered].map(([senderId, at]) => this.admit(senderId, at)));
  }

  /** Takes in one event of a sender, after the fold has it. */
  apply(event: RecordedEvent): void {
    const id = idOf(event.stream, this.prefix);
    this.index = undefined;
    if (event.type !== 'SenderRegistered' && event.type !== 'SenderEdited') return;
    this.admit(id, this.registered.get(id) ?? event.at).catch((error: unknown) =>
      this.onFailure('a sender cannot be read yet', { senderId: id, error }),
    );
  }

  /** Oldest first. */
  all(): Addressee[] {
    const ids = [...this.registered].sort(([, one], [, other]) => one - other);
    return ids.flatMap(([senderId]) => {
      const sender = this.senders.peek(senderId);
      return sender === undefined || sender.status === 'none' ? [] : [{ senderId, sender }];
    });
  }

  /** Whoever is registered with a phone number id, oldest first. */
  ofNumber(phoneNumberId: string): readonly Addressee[] {
    return this.indexed().byNumber.get(phoneNumberId) ?? [];
  }

  ofAccount(businessAccountId: string): readonly Addressee[] {
    return this.indexed().byAccount.get(businessAccountId) ?? [];
  }

  /** Whoever has a number, given in any notation: digits, with `+`, with or without Brazil's ninth digit. */
  async ofDisplayNumber(display: string): Promise<readonly Addressee[]> {
    const digits = display.replace(/\D/g, '');
    if (digits === '') return [];
    const everybody = this.all();
    await this.readPhones(everybody);
    const canonical = canonicalise(digits);
    return everybody.filter(({ sender }) => this.phones.get(sender.phoneRef) === canonical);
  }

  /** Those among `others` that are the same owner's as `one`, in their order. */
  async sameOwner(one: Addressee, others: readonly Addressee[]): Promise<readonly Addressee[]> {
    if (others.every(({ senderId }) => senderId === one.senderId)) return others;
    const [owner, ...theirs] = await Promise.all([one, ...others].map((each) => this.ownerOf(each)));
    return others.filter(
      ({ senderId }, index) => senderId === one.senderId || (owner !== undefined && theirs[index] === owner),
    );
  }

  async accountOf(senderId: string): Promise<readonly string[]> {
    const sender = await this.senders.load(senderId);
    if (sender.status === 'none') return [senderId];
    const kin = await this.sameOwner({ senderId, sender }, this.ofAccount(namesOf(sender).businessAccountId));
    return [...new Set([senderId, ...kin.map((each) => each.senderId)])];
  }

  /** Of a sender whose secret has not been opened yet it is its own subaccount's. */
  portfolioOf({ portfolioId, credentialsRef, subaccountId }: KnownSender): string {
    return `${portfolioId} ${this.owners.get(credentialsRef) ?? `subaccount ${subaccountId}`}`;
  }

  private async admit(senderId: string, registeredAt: number): Promise<void> {
    this.registered.set(senderId, registeredAt);
    const sender = await this.senders.load(senderId);
    this.index = undefined;
    if (sender.status === 'none') return;
    const before = this.owners.get(this.refs.get(senderId) ?? '');
    // Until the new credentials are opened they are taken for the same owner's: a portfolio must not be counted from nothing meanwhile.
    if (before !== undefined && !this.owners.has(sender.credentialsRef)) this.owners.set(sender.credentialsRef, before);
    this.refs.set(senderId, sender.credentialsRef);
    await this.ownerOf({ senderId, sender });
  }

  /** Undefined where the secret cannot be opened: nobody can be told to be the same owner then. */
  private async ownerOf({ senderId, sender }: Addressee): Promise<string | undefined> {
    const { credentialsRef } = sender;
    try {
      const credentials = await this.connections.credentialsOf(senderId, credentialsRef);
      const secret = providerKind(sender.provider).ownerSecretOf(credentials);
      const owner = createHash('sha256').update(secret).digest('base64');
      this.owners.set(credentialsRef, owner);
      return owner;
    } catch (error) {
      this.onFailure('the credentials of a sender cannot be opened', { senderId, error });
      return undefined;
    }
  }

  private async readPhones(senders: readonly Addressee[]): Promise<void> {
    const refs = senders.map(({ sender }) => sender.phoneRef).filter((ref) => !this.phones.has(ref));
    if (refs.length === 0) return;
    const entries = await this.vault.getMany(refs, (ref, error) =>
      this.onFailure('the number of a sender cannot be opened', { ref, error }),
    );
    for (const [index, ref] of refs.entries()) {
      const digits = entries[index]?.phone?.replace(/\D/g, '') ?? '';
      this.phones.set(ref, digits === '' ? null : canonicalise(digits));
    }
  }

  private indexed(): Index {
    if (this.index) return this.index;
    const byNumber = new Map<string, Addressee[]>();
    const byAccount = new Map<string, Addressee[]>();
    const everybody = this.all();
    for (const each of everybody) {
      const { phoneNumberId, businessAccountId } = namesOf(each.sender);
      add(byNumber, phoneNumberId, each);
      add(byAccount, businessAccountId, each);
    }
    const index = { byNumber, byAccount };
    // One whose stream could not be read is looked for again, and not left out for good.
    if (everybody.length === this.registered.size) this.index = index;
    return index;
  }
}

/** @returns up to where the views know who is registered: nobody while they are being made, or have to be because they are damaged */
async function readFrom(views: ViewReader, registered: Map<string, number>): Promise<Position> {
  try {
    const position = await views.position('operational');
    for await (const page of views.stream(sendersView, { fields: ['createdAt'] })) {
      for (const { id, doc } of page) registered.set(id, doc.createdAt);
    }
    return position;
  } catch (error) {
    if (error instanceof ViewsBeingMade || error instanceof ViewsUnreadable) return START;
    throw error;
  }
}

function add(lists: Map<string, Addressee[]>, key: string, each: Addressee): void {
  const list = lists.get(key);
  if (list) list.push(each);
  else lists.set(key, [each]);
}
