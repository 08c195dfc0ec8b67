/** Somebody of a contact file, as the run uploads and knows them. */
export interface Person {
  readonly phone: string;
  readonly name: string;
  readonly correlationId?: string;
  readonly parameters: { readonly amount: string };
}

/** Last four digits that make certain what becomes of a message; see the simulator's README. 5 and 12 would only make the run longer. */
const MAGIC = [1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16, 17, 18, 19, 20, 22, 23, 24];

/** A subscriber of Brazil, Mexico or Argentina, whose last four digits mean nothing to the simulator. */
export function people(count: number, first: number, countries: readonly Country[]): Person[] {
  return Array.from({ length: count }, (_, index) => {
    const n = first + index;
    return personOf(n, phoneIn(countries[n % countries.length]!, n));
  });
}

/** One of each of the magic numbers. */
export function magicPeople(first: number): Person[] {
  return MAGIC.map((magic, index) => personOf(first + index, `+5521907${String(magic).padStart(6, '0')}`));
}

/** Rows that are nobody. */
export function nobody(): object[] {
  return [
    { phone: '', name: 'Dorotéia', parameters: { amount: '1' } },
    { phone: '5,52190E+12', name: 'Gumercindo', correlationId: 'pedido-x', parameters: { amount: '2' } },
    { phone: '123', name: 'Pessoa 3', parameters: { amount: '3' } },
  ];
}

export type Country = 'BR' | 'MX' | 'AR';

function phoneIn(country: Country, n: number): string {
  const seven = String(Math.floor(n / 9000)).padStart(3, '0') + String(1000 + (n % 9000));
  switch (country) {
    case 'BR':
      return `+551190${seven}`;
    case 'MX':
      // Older files have the 1.
      return n % 4 === 0 ? `+521558${seven}` : `+52558${seven}`;
    case 'AR':
      return `+549116${seven}`;
  }
}

function personOf(n: number, phone: string): Person {
  return {
    phone,
    name: n % 17 === 0 ? 'Maria Antônia' : `Pessoa ${n}`,
    // Some have none, and a spreadsheet would compute some.
    ...(n % 5 !== 0 && { correlationId: n % 7 === 0 ? `=1+${n}` : `${n % 2 === 0 ? 'pedido' : 'ordem'}-${n}` }),
    parameters: { amount: `R$ ${n},00` },
  };
}

/** The subscriber behind any notation of an international number: Brazil without the ninth digit, Mexico with 521, Argentina without the 9. */
export function subscriber(phone: string): string {
  const digits = phone.replace(/\D/g, '').replace(/^00/, '');
  if (/^55\d\d[^2-5]\d{7}$/.test(digits)) return `+${digits.slice(0, 4)}9${digits.slice(4)}`;
  if (/^521\d{10}$/.test(digits)) return `+52${digits.slice(3)}`;
  if (/^54[1-8]\d{9}$/.test(digits)) return `+549${digits.slice(2)}`;
  return `+${digits}`;
}

/** As somebody might write it who looks for it. */
export function otherNotation(subscribed: string, n: number): string {
  const digits = subscribed.slice(1);
  const older = digits.startsWith('55')
    ? digits.slice(0, 4) + digits.slice(5)
    : digits.startsWith('52')
      ? `521${digits.slice(2)}`
      : `54${digits.slice(3)}`;
  return [
    `+${digits}`,
    `00${digits}`,
    `+${digits.slice(0, 2)} (${digits.slice(2, 4)}) ${digits.slice(4)}`,
    `+${older}`,
  ][n % 4]!;
}
