/** Numbers with always somebody to send to, and when and how the platform takes less than they are set to. */
export interface Scene {
  readonly title: string;
  /** Each with its numbers. */
  readonly accounts: readonly (readonly string[])[];
  /** What it refuses with. */
  readonly code: string;
  /** Messages that it takes in any second of those that are counted together. */
  readonly takes: number;
  /** Who is counted together with whom; undefined for who is let be. */
  readonly together: (number: string, person: string) => string | undefined;
  /** Messages that {@link PERSON} is to get from the first number in the moment that the trouble begins. */
  readonly toPerson: number;
}

/** Messages per second that each number is set to. */
export const RATE = 40;
export const SECONDS = 120;
/** Seconds from the start; `to` is exclusive. */
export const TROUBLE = { from: 20, to: 35 };
export const PERSON = 'one person';

const [NUMBER, SAME_ACCOUNT, ELSEWHERE] = ['number 1', 'number 2', 'number 3'] as const;
const ACCOUNTS = [[NUMBER, SAME_ACCOUNT], [ELSEWHERE]];
const ofNumber = (number: string) => (number === NUMBER ? number : undefined);

export const SCENES: readonly Scene[] = [
  {
    title: '130429: the platform takes 10 a second of number 1, from second 20 to 35',
    ...{ accounts: ACCOUNTS, code: '130429', takes: 10, together: ofNumber, toPerson: 0 },
  },
  {
    // The other number of the account cannot find out by itself.
    title: '80007: it says the same to number 1, and means its account',
    ...{ accounts: ACCOUNTS, code: '80007', takes: 10, together: ofNumber, toPerson: 0 },
  },
  {
    title: '131056: it takes one a second to one person, who is to get four at once',
    ...{ accounts: ACCOUNTS, code: '131056', takes: 1, toPerson: 4 },
    together: (_, person) => (person === PERSON ? person : undefined),
  },
];
