import { stream, subaccountDecider, type SubaccountEvent } from '@arauto/domain';
import type { EventStore } from '@arauto/event-store';
import { identitiesToLookUp, messageHash, personKey, type PersonKey, type Vault } from '@arauto/privacy';
import { secretLabel, type Secrets } from '../secrets';

/** Person keys and message names of a subaccount, made with its identity secret, which is opened once. */
export class Identities {
  private readonly opened = new Map<string, Promise<Buffer>>();

  constructor(
    private readonly store: EventStore,
    private readonly vault: Vault,
    private readonly secrets: Secrets,
  ) {}

  /** The key of the person behind a canonical WhatsApp identity (digits). */
  async personKey(subaccountId: string, canonical: string): Promise<PersonKey> {
    return personKey(await this.secretOf(subaccountId), canonical);
  }

  /** Every key under which events may know that person, today's first. */
  async personKeys(subaccountId: string, canonical: string): Promise<PersonKey[]> {
    const secret = await this.secretOf(subaccountId);
    return identitiesToLookUp(canonical).map((identity) => personKey(secret, identity));
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
    let state = subaccountDecider.initial;
    for await (const event of await this.store.readStream(stream.subaccount(subaccountId), { limit: 1 })) {
      state = subaccountDecider.evolve(state, event as unknown as SubaccountEvent);
    }
    if (state.status === 'none') throw new Error(`subaccount ${subaccountId} does not exist`);
    const [entry] = await this.vault.getMany([state.identitySecretRef]);
    if (!entry) throw new Error(`the identity secret of subaccount ${subaccountId} is not in the vault`);
    return this.secrets.open(secretLabel.identity(subaccountId), (entry.data as { sealed: string }).sealed);
  }
}
