import { randomBytes } from 'node:crypto';

/**
 * Message ids in the shape of the real ones: base64 of a frame that holds the recipient's digits and an id. Real ids carry
 * the phone number too, which is why they are personal data.
 */
function frame(phone: string, marker: number, id: string): string {
  const head = Buffer.from([0x1c, 0x18, phone.length]);
  const middle = Buffer.from([0x15, 0x02, 0x00, marker, 0x18, id.length]);
  return `wamid.${Buffer.concat([head, Buffer.from(phone), middle, Buffer.from(id), Buffer.of(0)]).toString('base64')}`;
}

/** A new namespace for ids: two runs with one seed must not repeat ids, a receiver may have kept those of the first. */
export function newEpoch(): string {
  return randomBytes(4).toString('hex').toUpperCase();
}

/** Id of the message with this serial number in the epoch. */
export function outboundMessageId(phone: string, epoch: string, serial: number): string {
  return frame(phone, 0x11, epoch + serial.toString(16).toUpperCase().padStart(10, '0'));
}

/** Id of a message that a person wrote. */
export function inboundMessageId(phone: string, epoch: string, serial: number): string {
  return frame(phone, 0x12, `3A${epoch}${serial.toString(16).toUpperCase().padStart(10, '0')}`);
}
