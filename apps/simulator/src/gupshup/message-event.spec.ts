import { type StatusFacts } from '../status-update';
import { gupshupMessageId, whatsappMessageId } from './ids';
import { messageEvents } from './message-event';

const EPOCH = '0000ABCD';
const ids = { id: whatsappMessageId(EPOCH, 7), gsId: gupshupMessageId(EPOCH, 7) };

const facts = (changes: Partial<StatusFacts> = {}): StatusFacts => ({
  ...{ messageId: ids.id, addressed: '5511900001111', old: false, status: 'delivered', happenedAt: 1_795_000_000_500 },
  ...{ waId: '5511900001111', userId: 'BR.1', profileName: 'Ana', callbackData: 'm1|c|k|a1', category: 'marketing' },
  ...{ priced: false, code: 0, milliseconds: false, bsuidOnly: false, contacts: true, version: 'v24' },
  fromAdvertisement: false,
  ...changes,
});
const payload = (changes: Partial<StatusFacts>) =>
  JSON.parse(messageEvents(facts(changes))[0]!.payload!) as Record<string, unknown>;

describe('what Gupshup tells of a message', () => {
  it('has our id for a week, and then only the one of WhatsApp', () => {
    const told = { type: 'delivered', destination: '5511900001111', payload: { ts: 1_795_000_000 } };
    expect(payload({})).toEqual({ ...ids, ...told });
    expect(payload({ old: true })).toEqual({ id: ids.id, ...told });
    const [, billing] = messageEvents(facts({ old: true, priced: true }));
    expect(billing!.payload).not.toContain(ids.gsId);
    expect(JSON.stringify(messageEvents(facts({ old: true }))[0]!.v3)).not.toContain('gs_id');
  });

  it('never has the callback data, in either version', () => {
    for (const status of ['enqueued', 'sent', 'delivered', 'read', 'failed'] as const) {
      expect(JSON.stringify(messageEvents(facts({ status })))).not.toContain('m1|c|k|a1');
    }
  });

  it('now and then has milliseconds where seconds are wanted', () => {
    expect(payload({ milliseconds: true }).payload).toEqual({ ts: 1_795_000_000_500 });
  });

  it('is free for persons who came from an advertisement', () => {
    expect(payload({ status: 'sent', priced: true, fromAdvertisement: true }).payload).toMatchObject({
      conversation: { type: 'referral_conversion', expiresAt: 1_795_000_000 + 72 * 3600 },
      pricing: { policy: 'PMP', type: 'free_entry_point' },
    });
  });
});
