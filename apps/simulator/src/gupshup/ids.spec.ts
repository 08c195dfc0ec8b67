import * as fc from 'fast-check';
import { appTemplateId, bothIds, gupshupMessageId, templateNumber, whatsappMessageId } from './ids';

const epochs = fc.nat(0xffff_ffff).map((number) => number.toString(16).toUpperCase().padStart(8, '0'));
const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89a][\da-f]{3}-[\da-f]{12}$/;

describe('ids of Gupshup', () => {
  it('name one message, whichever of the two is known', () => {
    fc.assert(
      fc.property(epochs, fc.nat(), (epoch, serial) => {
        const both = { id: whatsappMessageId(epoch, serial), gsId: gupshupMessageId(epoch, serial) };
        expect(both.gsId).toMatch(UUID);
        expect(both.id).not.toBe(both.gsId);
        expect([bothIds(both.id), bothIds(both.gsId)]).toEqual([both, both]);
      }),
    );
  });

  it.each(['', 'wamid.X', 'gBEGx', '4b886a79-6bc4-4fd6-c612-8104d0da1a94'])('are not %j', (id) => {
    expect(bothIds(id)).toBeUndefined();
  });

  it('name a template of one app, and of no other', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 1e9 }), (app, number) => {
        const id = appTemplateId(app, String(number));
        expect(id).toMatch(UUID);
        expect(templateNumber(app, id)).toBe(String(number));
        expect(templateNumber(`${app}.`, id)).toBeUndefined();
      }),
    );
    expect(templateNumber('app', 'invoice')).toBeUndefined();
  });
});
