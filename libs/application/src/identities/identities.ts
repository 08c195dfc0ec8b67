import { stream, subaccountDecider } from '@arauto/domain';
import { type EventReader, loadStream } from '@arauto/event-store';
import {
  identitiesToLookUp,
  messageHash,
  personKey,
  type PersonKey,
  SecretError,
  type Vault,
  waIdCanonical,
} from '@arauto/privacy';
import { secretLabel, type Secrets } from '../secrets';

const NONE: readonly PersonKey[] = [];

/** Person keys and message names of a subaccount, made with its identity secret, which is opened once. */
export class Identities {
  private readonly opened = new Map<string, Promise<Buffer>>();

  constructor(
    private readonly store: Pick<EventReader, 'readStream'>,
    private readonly vault: Vault,
    private readonly secrets: Secrets,
  ) {}

  /** The key of the person behind a canonical WhatsApp identity (digits). */
  async personKey(subaccountId: string, canonical: string): Promise<PersonKey> {
    return personKey(await this.secretOf(subaccountId), canonical);
  }

  /** The key of the person whom a webhook names by a WhatsApp id (digits, in any variant) or a business-scoped user id. */
  async keyOfId(subaccountId: string, id: string): Promise<PersonKey> {
    return this.personKey(subaccountId, waIdCanonical(id) ?? id);
  }

  /** Every key under which a number may be known, the one of today first: an older program may have read it otherwise. */
  async keysOfNumber(subaccountId: string, canonical: string): Promise<PersonKey[]> {
    const secret = await this.secretOf(subaccountId);
    return identitiesToLookUp(canonical).map((identity) => personKey(secret, identity));
  }

  /** The others of these keys, of many numbers (E.164 or canonical, null where there is none), in the order asked. */
  async otherReadings(subaccountId: string, phones: readonly (string | null)[]): Promise<(readonly PersonKey[])[]> {
    const secret = await this.secretOf(subaccountId);
    return phones.map((phone) => {
      const canonical = phone === null ? undefined : waIdCanonical(phone);
      if (canonical === undefined) return NONE;
      const [, ...older] = identitiesToLookUp(canonical);
      return older.length === 0 ? NONE : older.map((identity) => personKey(secret, identity));
    });
  }

  /** The name that a provider's message id has in events and views. */
  async messageHash(subaccountId: string, messageId: string): Promise<string> {
    return messageHash(await this.secretOf(subaccountId), messageId);
  }

  /** The identity secret itself, for work on many contacts at once. */
  secretOf(subaccountId: string): Promise<Buffer> {
    let secret = this.opened.get(subaccountId);
    if (!secret) {
      secret = this.open(subaccountId);
      this.opened.set(subaccountId, secret);
      secret.catch(() => this.opened.delete(subaccountId));
    }
    return secret;
  }

  private async open(subaccountId: string): Promise<Buffer> {
    const { state } = await loadStream(this.store, subaccountDecider, stream.subaccount(subaccountId), { limit: 1 });
    if (state.status === 'none') throw new Error(`subaccount ${subaccountId} does not exist`);
    const [entry] = await this.vault.getMany([state.identitySecretRef]);
    if (!entry) {
      const remedy = 'Put the vault back from a backup';
      throw new SecretError(
        'damaged',
        `The identity secret of subaccount ${subaccountId} is not in the vault. ${remedy}.`,
      );
    }
    return this.secrets.open(secretLabel.identity(subaccountId), (entry.data as { sealed: string }).sealed);
  }
}
