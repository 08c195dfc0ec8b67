/**
 * Makes a sample contact file: people of three languages, numbers in the notations people use, and every kind of bad row that
 * we have met. The same seed gives the same bytes.
 *
 *   node config/samples/make-sample.mjs [--good N] [--seed S] [--out FILE]
 *
 * Without options it writes config/samples/contacts.csv. Expected verdicts of that file are in README.md beside it.
 * All numbers are of the reserved test range `+55 DD 90ddd-dddd`: they reach nobody.
 */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const names = {
  pt: ['João', 'Conceição', 'Antônio', 'Luíza', 'Inês', 'Zé', 'Ângela', 'Caíque', 'Patrícia', 'Vinícius'],
  es: ['José', 'Begoña', 'Íñigo', 'Lucía', 'Ramón', 'Inés', 'Óscar', 'Nuria', 'Martín', 'Sofía'],
  en: ['Mary', 'Zoë', 'William', 'Renée', 'Oliver', 'Grace', 'Chloë', 'Henry', 'Emily', 'Noah'],
};
const surnames = {
  pt: ['da Silva', 'Gonçalves', 'Araújo', 'Assunção', 'Magalhães', 'Sá e Melo', "D'Ávila", 'Brandão'],
  es: ['Muñoz', 'Núñez Álvarez', 'Peña', 'Güell', 'Ibáñez', 'Sáenz de la Cámara', 'Rodríguez', 'Ordóñez'],
  en: ["O'Brien", 'Smith-Jones', 'Brontë', 'Fitzgerald', 'Taylor', 'MacDonald', 'Brown', 'Wright'],
};
const areaCodes = [11, 19, 21, 27, 31, 41, 47, 51, 55, 61, 62, 71, 81, 85, 91, 92];

/** Last four digits on which the simulator acts on purpose (0001 to 0024); a handful of them, the rest are avoided. */
export const magicNumbers = ['0001', '0001', '0007', '0008', '0009', '0014', '0015', '0016', '0018', '0019', '0020', '0022'];

/** What is wrong with bad rows, and how many there are of each in the standard file. */
const badKinds = {
  phone_missing: 12,
  phone_only_punctuation: 5,
  words_instead_of_phone: 12,
  spreadsheet_error: 6,
  too_short: 10,
  too_long: 10,
  scientific_comma: 10,
  scientific_dot: 10,
  negative_number: 5,
  no_area_code: 10,
  unknown_area_code: 6,
  unknown_country_code: 8,
  extension: 6,
  two_numbers_slash: 10,
  two_numbers_word: 8,
  two_numbers_line_break: 6,
  too_few_cells: 10,
  too_many_cells: 12,
  text_after_quote: 6,
  quote_never_closed: 4,
  amount_missing: 12,
  amount_blank: 6,
  amount_too_long: 3,
  amount_with_control_character: 6,
  amount_with_escape_code: 4,
  correlation_id_with_control_character: 3,
  correlation_id_too_long: 3,
  phone_and_amount_missing: 5,
};

const duplicates = 24;

/** The file as text, and how many rows of each kind it has. */
export function makeSample({ good = 3000, seed = 20260105 } = {}) {
  const random = mulberry32(seed);
  const below = (limit) => Math.floor(random() * limit);
  const pick = (list) => list[below(list.length)];
  const used = new Set();
  let order = 0;

  /** Ten digits after 55: area code and 90ddd-dddd. Never twice, never by chance a magic number. */
  const subscriber = (lastFour) => {
    for (;;) {
      const last = lastFour ?? String(25 + below(9975)).padStart(4, '0');
      const digits = `${pick(areaCodes)}90${String(below(1000)).padStart(3, '0')}${last}`;
      if (!used.has(digits)) {
        used.add(digits);
        return digits;
      }
    }
  };
  const person = (digits = subscriber()) => {
    const language = pick(['pt', 'pt', 'es', 'en']);
    const first = pick(names[language]);
    const nick = below(60) === 0 ? ` "${first.slice(0, 2)}"` : '';
    const gap = below(80) === 0 ? '\n' : ' ';
    const cents = 500 + below(250000);
    const day = `2026-${String(1 + below(12)).padStart(2, '0')}-${String(1 + below(28)).padStart(2, '0')}`;
    return {
      digits,
      phone: notation(digits, below(12)),
      name: `${first}${nick}${gap}${pick(surnames[language])}`,
      correlation: `order-${String(++order).padStart(6, '0')}`,
      amount: money(cents, language),
      due: day,
    };
  };
  const row = (one) => [one.phone, one.name, one.correlation, one.amount, one.due].map(cell).join(',');

  const people = Array.from({ length: good }, (_, index) => person(magicNumbers[index] && subscriber(magicNumbers[index])));
  const bad = Object.entries(badKinds).flatMap(([kind, count]) =>
    Array.from({ length: count }, (_, index) => badRow(kind, index, person(), row)),
  );
  const lines = shuffle([...people.map((one) => ({ one, text: row(one) })), ...bad.map((text) => ({ text }))], below);
  for (let index = 0; index < duplicates; index++) {
    const place = below(Math.max(1, lines.length - 200));
    const original = lines.slice(place).find((line) => line.one);
    const again = { ...person(original.one.digits), name: original.one.name };
    // Every fourth in the old eight digits, which are the same person.
    again.phone = index % 4 === 3 ? old(original.one.digits) : notation(original.one.digits, (index * 5 + 1) % 12);
    const after = lines.indexOf(original) + 1;
    lines.splice(after + below(lines.length - after), 0, { text: row(again) });
  }
  const header = 'phone,name,correlation_id,amount,due_date';
  const invalid = bad.length;
  return {
    text: [header, ...lines.map((line) => line.text), ''].join('\n'),
    rows: lines.length,
    accepted: good,
    duplicate: duplicates,
    invalid,
    badKinds,
  };
}

/** The ways people write one number. */
function notation(digits, way) {
  const [area, head, tail] = [digits.slice(0, 2), digits.slice(2, 7), digits.slice(7)];
  return [
    `+55${digits}`,
    `+55 ${area} ${head}-${tail}`,
    `+55 (${area}) ${head}-${tail}`,
    `55${digits}`,
    `0055${digits}`,
    `00 55 ${area} ${head} ${tail}`,
    `(${area}) ${head}-${tail}`,
    `${area}${head}${tail}`,
    `0${area} ${head}-${tail}`,
    `'+55${digits}`,
    `${area} ${head}.${tail}`,
    `+55\u00a0${area}\u00a0${head}\u2011${tail}`,
  ][way];
}

/** Without the ninth digit, as it was written until 2016. */
function old(digits) {
  return `+55 ${digits.slice(0, 2)} ${digits.slice(3, 7)}-${digits.slice(7)}`;
}

function money(cents, language) {
  const whole = String(Math.floor(cents / 100));
  const rest = String(cents % 100).padStart(2, '0');
  if (language === 'en') return `${whole}.${rest}`;
  return `${whole.replace(/\B(?=(\d{3})+$)/g, '.')},${rest}`;
}

function cell(value) {
  return /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

function badRow(kind, index, one, row) {
  const { digits } = one;
  const other = `+55${digits.slice(0, -4)}${String((Number(digits.slice(-4)) + 5000) % 10000).padStart(4, '0')}`;
  const plain = [`+55${digits}`, one.name.replace(/[\n"]/g, ' '), one.correlation, '99.90', one.due];
  switch (kind) {
    case 'phone_missing':
      return row({ ...one, phone: index % 3 === 0 ? '  ' : '' });
    case 'phone_only_punctuation':
      return row({ ...one, phone: ['-', '--', '( ) -', '+', '.'][index] });
    case 'words_instead_of_phone':
      return row({ ...one, phone: ['não informado', 'sin número', 'unknown', 'N/A'][index % 4] });
    case 'spreadsheet_error':
      return row({ ...one, phone: ['#REF!', '#N/A', '#NOME?'][index % 3] });
    case 'too_short':
      return row({ ...one, phone: digits.slice(0, 4 + (index % 3)) });
    case 'too_long':
      return row({ ...one, phone: `+55${digits}${String(index).padStart(2, '0')}` });
    case 'scientific_comma':
      return row({ ...one, phone: `5,5${digits.slice(0, 4)}E+12` });
    case 'scientific_dot':
      return row({ ...one, phone: `5.5${digits.slice(0, 4)}E+12` });
    case 'negative_number':
      return row({ ...one, phone: `-55${digits}` });
    case 'no_area_code':
      return row({ ...one, phone: `${digits.slice(2, 7)}-${digits.slice(7)}` });
    case 'unknown_area_code':
      return row({ ...one, phone: `+55 00 ${digits.slice(2)}` });
    case 'unknown_country_code':
      return row({ ...one, phone: `+999 ${digits.slice(2)}` });
    case 'extension':
      return row({ ...one, phone: `+55${digits} ${index % 2 ? 'ramal' : 'ext.'} ${10 + index}` });
    case 'two_numbers_slash':
      return row({ ...one, phone: `+55${digits} / ${other}` });
    case 'two_numbers_word':
      return row({ ...one, phone: `+55${digits} ${['e', 'y', 'or'][index % 3]} ${other}` });
    case 'two_numbers_line_break':
      return row({ ...one, phone: `+55${digits}\n${other}` });
    case 'too_few_cells':
      // Cells left out at the end are empty ones: the amount is among them.
      return plain.slice(0, 1 + (index % 3)).join(',');
    case 'too_many_cells':
      return [...plain.slice(0, 3), '1.234,56', one.due].join(',');
    case 'text_after_quote':
      return [plain[0], `"${plain[1]}" Filho`, ...plain.slice(2)].join(',');
    case 'quote_never_closed':
      return [plain[0], `"${plain[1]}`, ...plain.slice(2)].join(',');
    case 'amount_missing':
      return row({ ...one, amount: '' });
    case 'amount_blank':
      return row({ ...one, amount: '   ' });
    case 'amount_too_long':
      return row({ ...one, amount: '9'.repeat(1025 + index) });
    case 'amount_with_control_character':
      return row({ ...one, amount: `99.90\u0007em ${2 + index}x` });
    case 'amount_with_escape_code':
      return row({ ...one, amount: '\u001b[1m99.90' });
    case 'correlation_id_with_control_character':
      return row({ ...one, correlation: `${one.correlation}\u0007` });
    case 'correlation_id_too_long':
      return row({ ...one, correlation: `${one.correlation}-`.repeat(25) });
    case 'phone_and_amount_missing':
      return row({ ...one, phone: '', amount: '' });
    default:
      throw new Error(`Unknown kind of bad row: ${kind}`);
  }
}

function shuffle(list, below) {
  for (let last = list.length - 1; last > 0; last--) {
    const other = below(last + 1);
    [list[last], list[other]] = [list[other], list[last]];
  }
  return list;
}

/** https://gist.github.com/tommyettinger/46a874533244883189143505d203312c, public domain: 32 bits of state, good enough here. */
function mulberry32(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const option = (name) => {
    const at = process.argv.indexOf(name);
    return at < 0 ? undefined : process.argv[at + 1];
  };
  const good = option('--good');
  const seed = option('--seed');
  const out = option('--out') ?? join(dirname(fileURLToPath(import.meta.url)), 'contacts.csv');
  const { text, badKinds: kinds, ...totals } = makeSample({
    ...(good && { good: Number(good) }),
    ...(seed && { seed: Number(seed) }),
  });
  writeFileSync(out, text);
  console.log(`${out}: ${JSON.stringify(totals)}, ${Object.keys(kinds).length} kinds of bad rows`);
}
