import { type ElementNames, namesOf, providerKind, type WebhookElement } from '@arauto/whatsapp';
import type { Addressee, SenderDirectory } from './sender-directory';

/** An element that says whose it is. */
export type NamedElement = Exclude<WebhookElement, { kind: 'ignored' | 'malformed' }>;

/**
 * Whose the elements of one body are. An app has one callback address: what comes to a sender's address is for whoever it names, among
 * those with the secret that the body was signed with.
 */
export class Addressees {
  private readonly ofNumbers = new Map<ElementNames, Promise<readonly Addressee[]>>();
  private readonly ofAccounts = new Map<ElementNames, Promise<readonly Addressee[]>>();

  constructor(
    private readonly directory: SenderDirectory,
    /** Whose address it is, and with whose secret the body was verified. */
    private readonly addressed: Addressee,
  ) {}

  /** One for an element about a number, any number of them for one about an account; none when it names nobody we know. */
  of(element: NamedElement): Promise<readonly Addressee[]> {
    const names = namesIn(element);
    const isOfNumber = this.isAboutNumber(element);
    const known = isOfNumber ? this.ofNumbers : this.ofAccounts;
    let whose = known.get(names);
    if (!whose) known.set(names, (whose = isOfNumber ? this.numberOf(names) : this.accountOf(names)));
    return whose;
  }

  private isAboutNumber(element: NamedElement): boolean {
    if (element.kind !== 'account') return !element.kind.startsWith('template');
    return providerKind(this.addressed.sender.provider).webhooks.isAboutNumber(element);
  }

  private async numberOf(names: ElementNames): Promise<readonly Addressee[]> {
    const { directory, addressed } = this;
    const { phoneNumberId, displayPhoneNumber } = names;
    if (phoneNumberId === undefined && displayPhoneNumber === undefined)
      return this.ownElseOldest(await this.accountOf(names));
    const isOwn = phoneNumberId === namesOf(addressed.sender).phoneNumberId;
    const registered =
      phoneNumberId === undefined
        ? await directory.ofDisplayNumber(displayPhoneNumber!)
        : directory.ofNumber(phoneNumberId);
    // One that was registered a moment ago is not in the directory yet.
    if (isOwn && registered.length === 0) return [addressed];
    const owned = await directory.sameOwner(addressed, registered);
    // A phone may be registered with several senders, an id with one: of two from before that was so the older has it.
    return phoneNumberId === undefined ? this.ownElseOldest(owned) : owned.slice(0, 1);
  }

  private ownElseOldest(owned: readonly Addressee[]): readonly Addressee[] {
    const own = owned.find(({ senderId }) => senderId === this.addressed.senderId);
    return own ? [own] : owned.slice(0, 1);
  }

  private async accountOf({ businessAccountId }: ElementNames): Promise<readonly Addressee[]> {
    const { directory, addressed } = this;
    const own = namesOf(addressed.sender).businessAccountId;
    const account = businessAccountId ?? own;
    const owned = await directory.sameOwner(addressed, directory.ofAccount(account));
    const isThere = owned.some(({ senderId }) => senderId === addressed.senderId);
    return account === own && !isThere ? [addressed, ...owned] : owned;
  }
}

/** What was put aside before names were read has the id of the number, and lies in the vault as it was then. */
function namesIn(element: NamedElement): ElementNames {
  const { names, phoneNumberId } = element as { readonly names?: ElementNames; readonly phoneNumberId?: string };
  return names ?? { phoneNumberId };
}
