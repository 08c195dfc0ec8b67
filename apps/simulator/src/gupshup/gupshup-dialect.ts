import { type GupshupNumber } from '../business-numbers';
import { type Dialect } from '../dialect';
import { type Draws } from '../draws';
import { preferenceUpdate, type InboundMessage, type Writer } from '../inbound-update';
import { openAddress } from '../media-api';
import { type OtherKind } from '../person-writes';
import { type StatusFacts } from '../status-update';
import { malformedJson, STRANGER } from '../stray-updates';
import { type World } from '../world';
import { wants } from './app';
import { type Callback } from './callback';
import { bothIds, gupshupMessageId, personMessageId, whatsappMessageId } from './ids';
import { messageEvents } from './message-event';
import { personMessage, type FilePlace } from './person-message';
import { platformChange } from './platform-change';

/** What version 2 of the callbacks has a word for, so that no message of a person remains untold. */
const KINDS: readonly [OtherKind, ...OtherKind[]] = [
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'location',
  'contacts',
  'button_reply',
  'list_reply',
  'quoting',
];

/** Gupshup's words, in both versions of its callbacks. */
export class GupshupDialect implements Dialect {
  constructor(
    private readonly world: World,
    private readonly number: GupshupNumber,
  ) {}

  get kinds(): readonly [OtherKind, ...OtherKind[]] {
    return this.number.subscriptions.some((one) => wants(one, 'DELETED')) ? [...KINDS, 'revoked'] : KINDS;
  }

  messageId(_: string, epoch: string, serial: number): string {
    return whatsappMessageId(epoch, serial);
  }

  answeredId(messageId: string): string {
    return bothIds(messageId)?.gsId ?? messageId;
  }

  inboundId(_: string, epoch: string, serial: number): string {
    return personMessageId(epoch, serial);
  }

  status(facts: StatusFacts): readonly Callback[] {
    return messageEvents(facts);
  }

  inbound(message: InboundMessage): Callback {
    const asText = message.draws.chance('tap-as-text', this.world.knobs.gupshupTapAsTextRate);
    return personMessage(message, this.number, asText, this.placeOf(message));
  }

  private placeOf({ file }: InboundMessage): FilePlace | undefined {
    if (!file) return undefined;
    const { path, until } = openAddress(this.world, file.id);
    return { url: `${this.number.origin}/wa${path}`, urlExpiry: until };
  }

  preference(from: Writer, at: number): Callback {
    const update = preferenceUpdate(from, this.number, at);
    const { user_preferences } = JSON.parse(update.value) as { readonly user_preferences: unknown };
    return { ...platformChange(this.number.id, update.field, { user_preferences }), v3: update };
  }

  change(field: string, value: Readonly<Record<string, unknown>>): Callback {
    return platformChange(this.number.id, field, value);
  }

  stranger(epoch: string, serial: number, at: number): Callback {
    const ids = { id: whatsappMessageId(epoch, serial), gsId: gupshupMessageId(epoch, serial) };
    const ts = Math.floor(at / 1000);
    const payload = JSON.stringify({ ...ids, type: 'delivered', destination: STRANGER, payload: { ts } });
    const json = `{"gs_id":"${ids.gsId}","id":"${ids.id}","status":"delivered","timestamp":"${ts}","recipient_id":"${STRANGER}"}`;
    return { mode: 'DELIVERED', type: 'message-event', payload, v3: { list: 'statuses', json }, held: true };
  }

  malformed(draws: Draws): Callback {
    const json = malformedJson(draws);
    return { mode: 'OTHERS', type: 'message-event', payload: json, v3: { list: 'statuses', json }, held: true };
  }
}
