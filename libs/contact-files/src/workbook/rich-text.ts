import { damaged } from './damage';

/** What a cell may hold in any program of spreadsheets, in UTF-16 units, and something on top for those who count otherwise. */
const LONGEST_TEXT = 64 * 1024;

/**
 * The text of a cell out of its runs, as `<si>` and `<is>` hold it. How it is pronounced (`<rPh>`, which Japanese files have) is no part of it.
 */
export class RichText {
  private text = '';
  private inText = false;
  private pronounced = 0;

  opened(name: string): void {
    if (name === 't') this.inText = this.pronounced === 0;
    else if (name === 'rPh') this.pronounced++;
  }

  closed(name: string): void {
    if (name === 't') this.inText = false;
    else if (name === 'rPh') this.pronounced--;
  }

  /** @throws ContactFileError for a text that is longer than any cell */
  add(text: string): void {
    if (!this.inText) return;
    this.text += text;
    if (this.text.length > LONGEST_TEXT) throw damaged();
  }

  take(): string {
    const text = unescaped(this.text);
    this.text = '';
    return text;
  }
}

/** Characters that XML cannot hold are written `_x000D_`, and an underscore before what looks so `_x005F_`. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
