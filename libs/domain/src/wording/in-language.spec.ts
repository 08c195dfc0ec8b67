import { inLanguage } from './in-language';
import { WORDINGS } from './wordings';

const entries = WORDINGS.flatMap((wording) => Object.entries(wording));
const placesIn = (text: string) =>
  [...new Set([...text.matchAll(/(?<=^|[^{]|\{\{)\{(\d+)[|}]/g)].map(([, place]) => Number(place)))].sort();

describe('the catalogue', () => {
  it.each(['pt-BR', 'es'] as const)('fills every place of the English in %s, and no other', (language) => {
    const astray = entries.filter(([english, said]) => `${placesIn(said[language])}` !== `${placesIn(english)}`);
    expect(astray.map(([english]) => english)).toEqual([]);
  });

  it.each(['pt-BR', 'es'] as const)(
    'ends a sentence in %s where the English ends one, and begins it alike',
    (language) => {
      const isCapital = (text: string) => /^\p{Lu}/u.test(text);
      const astray = entries.filter(([english, said]) => {
        const ends = /[.!?]$/.exec(english)?.[0] !== /[.!?]$/.exec(said[language])?.[0];
        return ends || (isCapital(english) && !isCapital(said[language]) && !said[language].startsWith('{'));
      });
      expect(astray.map(([english]) => english)).toEqual([]);
    },
  );

  it('says nothing twice', () => expect(new Set(entries.map(([english]) => english)).size).toBe(entries.length));

  it('finds every sentence again, whatever stands in its places', () => {
    const lost = entries.filter(([english, said]) => {
      const values = placesIn(english).map((place) => `x${place}y`);
      const text = english.replace(
        /(?<=^|[^{]|\{\{)\{(\d+)\}(?=$|[^}]|\}\})/g,
        (_, place: string) => values[Number(place)]!,
      );
      return inLanguage(text, 'es') === text && said.es !== english;
    });
    expect(lost.map(([english]) => english)).toEqual([]);
  });
});

describe('a sentence in another language', () => {
  it.each<[string, string, string, string]>([
    ['is told whole', 'The file is empty.', 'O arquivo está vazio.', 'El archivo está vacío.'],
    [
      'has its values',
      'contacts[3].phone must be at most 40 characters long, is 41.',
      'contacts[3].phone deve ter no máximo 40 caracteres, tem 41.',
      'contacts[3].phone debe tener como máximo 40 caracteres, tiene 41.',
    ],
    [
      'is the one that says most',
      'limit must be a whole number from 1 to 500.',
      'limit deve ser um número inteiro de 1 a 500.',
      'limit debe ser un número entero de 1 a 500.',
    ],
    [
      'puts what it knows in its places into the language, too',
      'language must be a language like pt_BR.',
      'language deve ser um idioma como pt_BR.',
      'language debe ser un idioma como pt_BR.',
    ],
    [
      'is one of several',
      'The template is not there. Somebody said so. Upload contacts first.',
      'O template não existe. Somebody said so. Carregue contatos primeiro.',
      'La plantilla no existe. Somebody said so. Cargue contactos primero.',
    ],
    [
      'goes before the sentences that it is made of',
      'A contact file is still being read. Wait until it is done.',
      'Um arquivo de contatos ainda está sendo lido. Espere terminar.',
      'Todavía se está leyendo un archivo de contactos. Espere a que termine.',
    ],
    [
      'is not taken for what stands in the place of the next',
      'x must be a text. y must be a list.',
      'x deve ser um texto. y deve ser uma lista.',
      'x debe ser un texto. y debe ser una lista.',
    ],
    [
      'is known where somebody named something in several sentences',
      'The field is called "Listen. Now!": it must be called file.',
      'O campo se chama "Listen. Now!": deve se chamar file.',
      'El campo se llama "Listen. Now!": debe llamarse file.',
    ],
    [
      'counts',
      '1 contacts are still to be canceled; 2 attempts wait for their outcome.',
      '1 contato ainda será cancelado; 2 tentativas esperam o resultado.',
      '1 contacto aún se cancelará; 2 intentos esperan su resultado.',
    ],
    [
      'writes instants as people do, and lists part by part',
      'Waiting for retries due 2026-03-02T12:00:00.000Z. It is paused: lunch (admin), error_368 (system).',
      'À espera de novas tentativas previstas para 02/03/2026 12:00:00 UTC. Está pausada: lunch (administrador), error_368 (sistema).',
      'A la espera de reintentos previstos para el 02/03/2026 12:00:00 UTC. Está en pausa: lunch (administrador), error_368 (sistema).',
    ],
    [
      'has variables of templates as they are',
      'components[0].text has the variable {{1 }}: positional variables are {{1}}, {{2}} …, without spaces.',
      'components[0].text tem a variável {{1 }}: variáveis posicionais são {{1}}, {{2}} …, sem espaços.',
      'components[0].text tiene la variable {{1 }}: las variables posicionales son {{1}}, {{2}} …, sin espacios.',
    ],
    ['stays what it is where it is none of ours', 'Cobrança de março', 'Cobrança de março', 'Cobrança de março'],
  ])('%s', (_, english, portuguese, spanish) => {
    expect(inLanguage(english, 'en')).toBe(english);
    expect(inLanguage(english, 'pt-BR')).toBe(portuguese);
    expect(inLanguage(english, 'es')).toBe(spanish);
  });

  it('is found in one walk, whatever a stranger wrote into it', () => {
    const name = 'x must be one of '.repeat(60_000);
    expect(inLanguage(`${name} is no field of this request.`, 'es')).toBe(`${name} no es un campo de esta solicitud.`);
    const sentences = 'The file is empty. '.repeat(60_000);
    expect(inLanguage(sentences, 'es')).toBe(sentences);
  });
});
