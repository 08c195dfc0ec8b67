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
      buttons: [
        { type: 'fixed', label: 'Yes', value: null },
        { type: 'url', label: 'Open', value: 'https://shop.example/{{1}}' },
        { type: 'copy_code', label: 'Copy', value: null },
      ],
    });
    expect(messageOf([{ type: 'header', format: 'IMAGE' }]).header).toEqual({ type: 'image', value: '' });
  });

  it('falls over nothing that a platform may send', () => {
    const empty = { header: null, body: '', footer: null, buttons: [] };
    expect(messageOf([])).toEqual(empty);
    expect(messageOf([{ type: 'BODY', text: 3 }, { type: 'BUTTONS' }, { type: 'CAROUSEL', cards: [] }, {}])).toEqual(
      empty,
    );
  });
});
