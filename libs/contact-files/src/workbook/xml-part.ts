import { type XmlListener, XmlScanner } from './xml-scanner';
import type { ZipParts } from './zip-parts';

/**
 * Reads a part of a workbook from its beginning to its end.
 * @param mostBytes unpacked
 * @throws ContactFileError; whatever the parts' source throws
 */
export async function readXmlPart(
  parts: ZipParts,
  name: string,
  mostBytes: number,
  listener: XmlListener,
): Promise<void> {
  const scanner = new XmlScanner(listener);
  for await (const piece of parts.text(name, mostBytes)) scanner.push(piece);
  scanner.end();
}

/** Listens for opening tags only. */
export function tagsOf(opened: (name: string, tag: string) => void): XmlListener {
  return { opened, closed: () => undefined, text: () => undefined };
}
