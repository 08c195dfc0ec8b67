type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** What a process says: JSON, without personal data. */
export type Word = { readonly [key: string]: Json | undefined };

/** A word, who said it, and how long ago that was by the store's clock, in milliseconds. */
export interface Notice {
  readonly from: string;
  readonly word: Word;
  readonly ageMs: number;
}

/** The latest word of each process of an engine on a topic. There is no history, and what was said a day ago is forgotten. */
export interface Notices {
  /** What this process is called: its own words are from it. */
  readonly instance: string;
  /** Says it in the place of what this process said on the topic before. Of several at once, the one begun last stays. @throws when the store cannot be told */
  post(topic: string, word: Word): Promise<void>;
  /** What all processes say, this one too, but for what is older than `maxAgeMs`; in no order. @throws when the store cannot be asked */
  read(topic: string, maxAgeMs: number): Promise<readonly Notice[]>;
  /** Takes back what this process said on the topic. @throws when the store cannot be told */
  withdraw(topic: string): Promise<void>;
}
