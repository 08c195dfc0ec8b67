/** What people write to stop marketing messages and to get them again. */
export interface OptOutLists {
  readonly stop: WordsAndButtons;
  readonly start: WordsAndButtons;
}

export interface WordsAndButtons {
  /** Compared with a whole text. */
  readonly words: readonly string[];
  /** Compared with the text and the payload of a button, a list row or a flow that was tapped; words are not. */
  readonly buttons: readonly string[];
}

/** What a person said, and by what. */
export interface OptOutHeard {
  readonly says: 'stop' | 'start';
  readonly source: 'word' | 'button';
}

export interface HeardMessage {
  readonly contentType: string;
  readonly text: string;
  readonly buttonPayload?: string | undefined;
}

/** Longer than any word on a list is likely to be: a long text is not looked at. */
const LONGEST = 200;

/**
 * Tells opt-outs, and their opposite, from what people write: the whole text is a word of the list, or what was tapped is a button
 * of the list. A button is never taken for a word: *Cancelar* on a reminder cancels an appointment. Captions and emoji are no texts.
 */
export class OptOutDetector {
  private readonly words: ReadonlyMap<string, OptOutHeard['says']>;
  private readonly buttons: ReadonlyMap<string, OptOutHeard['says']>;

  constructor({ stop, start }: OptOutLists) {
    this.words = sayings(stop.words, start.words);
    this.buttons = sayings(stop.buttons, start.buttons);
  }

  hear({ contentType, text, buttonPayload }: HeardMessage): OptOutHeard | undefined {
    switch (contentType) {
      case 'text': {
        const says = this.words.get(plain(text));
        return says && { says, source: 'word' };
      }
      case 'button':
      case 'interactive': {
        const said = [text, buttonPayload ?? ''].map((each) => this.buttons.get(plain(each)));
        const says = said.find((each) => each === 'stop') ?? said.find((each) => each !== undefined);
        return says && { says, source: 'button' };
      }
      default:
        return undefined;
    }
  }
}

/** A word on both lists stops: the cost of a wrong stop is lower. */
function sayings(stop: readonly string[], start: readonly string[]): ReadonlyMap<string, OptOutHeard['says']> {
  const said = new Map<string, OptOutHeard['says']>();
  for (const word of start) said.set(plain(word), 'start');
  for (const word of stop) said.set(plain(word), 'stop');
  said.delete('');
  return said;
}

/**
 * A text as lists are compared: letters and digits only, small, without accents; so that `Não quero!`, `NAO-QUERO 🙏` and the payload
 * `NAO_QUERO` are one. Blanks go too, as payloads have none.
 */
export function plain(text: string): string {
  if (text.length > LONGEST) return '';
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
