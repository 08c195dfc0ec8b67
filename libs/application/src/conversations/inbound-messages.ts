import type { Clock } from '@arauto/clock';
import type { KnownSender } from '@arauto/domain';
import type { PersonKey, Vault } from '@arauto/privacy';
import type { CorrectionElement, InboundElement } from '@arauto/whatsapp';
import type { Identities } from '../identities/identities';
import type { IdentityLearner } from '../identities/learn-identities';
import type { OptOuts } from '../webhooks/opt-outs';
import { byProvider, stampOf } from '../webhooks/provider-log';
import type { MessageLog } from './message-log';
import type { StoredMessage } from './stored-message';

export interface InboundDeps {
  readonly vault: Vault;
  readonly clock: Clock;
  readonly identities: Identities;
  readonly learner: IdentityLearner;
  readonly optOuts: OptOuts;
  readonly messages: MessageLog;
}

/** What an element of a webhook came to: it names nobody who could have written it, or what somebody else wrote, or nothing that is known (yet). */
export type Taken = 'taken' | 'nobody' | 'anothers' | 'unknown';

/** Takes in what persons write: what it holds goes to the vault, the conversation says that it came. Delivered twice it is one message. */
export class InboundMessages {
  constructor(private readonly deps: InboundDeps) {}

  async receive(senderId: string, { subaccountId }: KnownSender, element: InboundElement): Promise<Taken> {
    const person = await this.writerOf(subaccountId, element);
    if (person === undefined) return 'nobody';
    // What the platform says in a conversation, as that a number changed, is no message of the person: it was learned.
    if (element.contentType === 'system') return 'taken';
    const { identities, clock, messages, optOuts } = this.deps;
    const messageHash = await identities.messageHash(subaccountId, element.messageId);
    const ref = refOf(senderId, element.at, messageHash);
    const quotedHash = element.contextId ? await identities.messageHash(subaccountId, element.contextId) : null;
    const heard = optOuts.heardIn(element);
    const command = {
      type: 'ReceiveMessage',
      ...{ senderId, subaccountId, messageHash, ref, quotedHash },
      contentType: element.contentType,
      receivedAt: stampOf(element.at, clock),
      ...(element.referred && { referred: true as const }),
      ...(heard?.says === 'stop' && { optOut: true as const }),
    } as const;
    const keep = () => this.keep(ref, person, element);
    const came = await messages.execute(senderId, person, command, byProvider(senderId), keep);
    if (came.length === 0 && (await messages.isAnothers(senderId, person, messageHash))) return 'anothers';
    if (heard) await optOuts.take(heard, { subaccountId, senderId, person, messageHash }, element);
    return 'taken';
  }

  async correct(senderId: string, { subaccountId }: KnownSender, element: CorrectionElement): Promise<Taken> {
    const { identities, clock, messages, optOuts } = this.deps;
    const messageHash = await identities.messageHash(subaccountId, element.originalId);
    // It stands where it came, whatever the person is called by now.
    const person = (await messages.find(senderId, messageHash)) ?? (await this.writerOf(subaccountId, element));
    if (person === undefined) return 'nobody';
    const heard = element.now && optOuts.heardIn(element.now);
    // Also where what it edits is not there yet. Nothing is lifted by what was written as something else.
    if (heard?.says === 'stop') await optOuts.take(heard, { subaccountId, senderId, person, messageHash }, element);
    if (!(await messages.isKnown(senderId, person, messageHash))) return 'unknown';
    const at = stampOf(element.at, clock);
    if (element.now === null) {
      const command = { type: 'RevokeMessage', messageHash, revokedAt: at } as const;
      await messages.execute(senderId, person, command, byProvider(senderId));
      return 'taken';
    }
    const editHash = await identities.messageHash(subaccountId, element.messageId);
    const ref = refOf(senderId, element.at, messageHash, editHash);
    const edited = { ...element.now, from: element.from };
    const command = { type: 'EditMessage', messageHash, ref, editedAt: at } as const;
    await messages.execute(senderId, person, command, byProvider(senderId), () => this.keep(ref, person, edited));
    return 'taken';
  }

  private keep(ref: string, person: PersonKey, data: StoredMessage): Promise<void> {
    return this.deps.vault.put([{ ref, kind: 'inbound', person, campaign: null, data }]);
  }

  private async writerOf(
    subaccountId: string,
    { from, userId, otherIds = [] }: InboundElement | CorrectionElement,
  ): Promise<PersonKey | undefined> {
    const ids = [from, userId, ...otherIds].filter((id) => id !== undefined);
    const [id] = ids;
    if (id === undefined) return undefined;
    if (ids.length > 1) await this.deps.learner.learn(subaccountId, { ids });
    return this.deps.identities.keyOfId(subaccountId, id);
  }
}

/**
 * The same however often it is delivered. In the order of their stamps, so that what comes together stands together in the vault: a message
 * there takes half the processor time that one under its hash alone does.
 * @param at the platform's stamp, milliseconds
 */
function refOf(senderId: string, at: number, messageHash: string, edit?: string): string {
  const stamp = at.toString(36).padStart(9, '0');
  return `${senderId}.${stamp}.${messageHash}.in${edit === undefined ? '' : `.${edit}`}`;
}
