import { messageOf } from './message-of';

describe('what a template looks like', () => {
  it('has its parts, with variables as they are', () => {
    const components = [
      { type: 'HEADER', format: 'TEXT', text: 'For {{1}}' },
      { type: 'BODY', text: 'Hello {{1}}' },
      { type: 'FOOTER', text: 'Bye' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Yes' },
          { type: 'URL', text: 'Open', url: 'https://shop.example/{{1}}' },
          { type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy' },
        ],
      },
    ];
    expect(messageOf(components)).toEqual({
      header: { type: 'text', value: 'For {{1}}' },
      body: 'Hello {{1}}',
      footer: 'Bye',
      offer: null,
      cards: [],
      buttons: [
        { type: 'quick_reply', label: 'Yes', value: null },
        { type: 'url', label: 'Open', value: 'https://shop.example/{{1}}' },
        { type: 'copy_code', label: 'Copy', value: null },
      ],
    });
    expect(messageOf([{ type: 'header', format: 'IMAGE' }]).header).toEqual({ type: 'image', value: '' });
  });

  it('has an offer, and the cards of a carousel', () => {
    const offer = { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Today', has_expiration: true } };
    expect(messageOf([offer]).offer).toEqual({ text: 'Today', expires: '{{offer.expires}}' });
    const parts = [
      { type: 'HEADER', format: 'VIDEO' },
      { type: 'BODY', text: 'For {{1}}' },
      { type: 'BUTTONS', buttons: [{ type: 'PHONE_NUMBER', text: 'Call', phone_number: '+1' }] },
    ];
    expect(messageOf([{ type: 'CAROUSEL', cards: [{ components: parts }, 7] }]).cards).toEqual([
      {
        header: { type: 'video', value: '' },
        body: 'For {{1}}',
        buttons: [{ type: 'phone', label: 'Call', value: '+1' }],
      },
      { header: { type: 'image', value: '' }, body: null, buttons: [] },
    ]);
  });

  it('falls over nothing that a platform may send', () => {
    const empty = { header: null, body: '', footer: null, offer: null, buttons: [], cards: [] };
    expect(messageOf([])).toEqual(empty);
    expect(messageOf([{ type: 'BODY', text: 3 }, { type: 'BUTTONS' }, { type: 'CAROUSEL', cards: [] }, {}])).toEqual(
      empty,
    );
  });
});
