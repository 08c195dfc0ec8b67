import { OptOutDetector } from './opt-out';

const detector = new OptOutDetector({
  stop: {
    words: ['stop', 'opt-out', 'sair', 'não quero', 'baja', 'cancelar', 'both'],
    buttons: ['Parar promoções', 'STOP'],
  },
  start: { words: ['start', 'voltar', 'both'], buttons: ['Receber promoções'] },
});
const text = (body: string) => detector.hear({ contentType: 'text', text: body });
const tap = (label: string, buttonPayload?: string, contentType = 'button') =>
  detector.hear({ contentType, text: label, buttonPayload });

describe('an opt-out by word', () => {
  it.each([
    'sair',
    'SAIR',
    '  Sair. ',
    '"sair"!',
    'Sair 🙏🏽',
    '*SAIR*',
    'ＳＡＩＲ',
    '𝐒𝐀𝐈𝐑',
    'sa\u200bir',
    'saír',
    'Opt out',
    'OPTOUT',
    'Não quero',
    'NAO QUERO!!',
    'na\u0303o quero',
    'não\nquero',
    'Baja',
  ])('is the whole message %j', (body) => expect(text(body)).toEqual({ says: 'stop', source: 'word' }));

  it.each(['quero sair', 'sair?? não', 'não saia', '', '🙏', '...', 'sair '.repeat(60), 'yes', 'sim', 'ok', 'saira'])(
    'is not %j',
    (body) => expect(text(body)).toBeUndefined(),
  );

  it('has an opposite', () => expect(text('Voltar')).toEqual({ says: 'start', source: 'word' }));

  it('is the stricter meaning of a word on both lists', () => expect(text('both')?.says).toBe('stop'));

  it.each(['image', 'video', 'document', 'reaction', 'contacts', 'location', 'order', 'system', 'unsupported'])(
    'is not in the caption or the name of %s',
    (contentType) => expect(detector.hear({ contentType, text: 'SAIR' })).toBeUndefined(),
  );
});

describe('an opt-out by button', () => {
  it.each([
    ['Parar promoções', 'whatever'],
    ['Tchau', 'PARAR_PROMOCOES'],
    ['Tchau', 'stop'],
    ['STOP', undefined],
  ])('is %j with the payload %j', (label, payload) => {
    expect(tap(label, payload)).toEqual({ says: 'stop', source: 'button' });
    expect(tap(label, payload, 'interactive')).toEqual({ says: 'stop', source: 'button' });
  });

  it('is by its own list: a word on a button is none', () => {
    expect(tap('Cancelar', 'CANCELAR')).toBeUndefined();
    expect(tap('SAIR', 'SAIR')).toBeUndefined();
    expect(text('Parar promoções')).toBeUndefined();
  });

  it('has an opposite, and is the stricter of label and payload', () => {
    expect(tap('Receber promoções', 'x')).toEqual({ says: 'start', source: 'button' });
    expect(tap('Receber promoções', 'STOP')?.says).toBe('stop');
  });
});
