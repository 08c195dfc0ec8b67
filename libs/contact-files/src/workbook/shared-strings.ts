import { RichText } from './rich-text';
import { TextTable } from './text-table';
import { readXmlPart } from './xml-part';
import type { ZipParts } from './zip-parts';

/** The texts themselves are bounded by their table: this is for what stands around them. */
const MOST_BYTES = 1024 * 1024 * 1024;

/**
 * The texts that cells name by number.
 * @param name of the part; undefined: the workbook has none
 * @throws ContactFileError
 */
export async function readSharedStrings(parts: ZipParts, name: string | undefined): Promise<TextTable> {
  const table = new TextTable();
  if (name === undefined) return table;
  const text = new RichText();
  await readXmlPart(parts, name, MOST_BYTES, {
    opened: (element) => text.opened(element),
    closed: (element) => {
      text.closed(element);
      if (element === 'si') table.add(text.take());
    },
    text: (piece) => text.add(piece),
  });
  return table;
}
