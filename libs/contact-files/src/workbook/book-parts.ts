import { posix } from 'node:path';
import { ContactFileError } from '../contact-file-error';
import { damaged } from './damage';
import { readXmlPart, tagsOf } from './xml-part';
import { attributeOf } from './xml-scanner';
import type { ZipParts } from './zip-parts';

/** A sheet with cells. */
export interface SheetPart {
  readonly name: string;
  readonly isHidden: boolean;
  /** Of its part. */
  readonly part: string;
}

/** What a workbook is made of, as far as contacts are concerned. */
export interface BookParts {
  /** In the order of their tabs. */
  readonly sheets: readonly SheetPart[];
  readonly sharedStrings: string | undefined;
  readonly styles: string | undefined;
  /** Whether its days are counted from 1904, as on old Macs. */
  readonly since1904: boolean;
}

interface Relation {
  readonly id: string;
  /** The end of its type: the beginning is another in strict files. */
  readonly kind: string;
  readonly target: string;
  readonly isOutside: boolean;
}

/** Of the part that names the sheets, and of those that say where parts are. */
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * Finds the parts of a workbook.
 * @throws ContactFileError; also where it gets data from elsewhere: what is in it may not be what people see
 */
export async function readBookParts(parts: ZipParts): Promise<BookParts> {
  const main = (await relationsOf(parts, '')).find(({ kind }) => kind === 'officeDocument');
  if (!main || main.isOutside || !parts.has(main.target)) throw damaged();
  const relations = await relationsOf(parts, main.target);
  if (relations.some(({ kind }) => kind === 'externalLink' || kind === 'connections')) throw linked();
  const byId = new Map(relations.map((relation) => [relation.id, relation]));
  const sheets: SheetPart[] = [];
  let since1904 = false;
  await readXmlPart(
    parts,
    main.target,
    MOST_BYTES,
    tagsOf((element, tag) => {
      if (element === 'workbookPr') since1904 = /^(1|true|on)$/.test(attributeOf(tag, 'date1904') ?? '');
      if (element !== 'sheet') return;
      const relation = byId.get(/\s[\w.-]+:id\s*=\s*["']([^"']*)/.exec(tag)?.[1] ?? '');
      // Charts and dialogues are sheets too, of other kinds.
      if (relation?.kind !== 'worksheet') return;
      if (relation.isOutside) throw linked();
      const isHidden = /hidden/i.test(attributeOf(tag, 'state') ?? '');
      sheets.push({ name: attributeOf(tag, 'name') ?? '', isHidden, part: relation.target });
    }),
  );
  const single = (kind: string) => {
    const relation = relations.find((one) => one.kind === kind);
    if (relation?.isOutside) throw linked();
    return relation?.target;
  };
  return { sheets, since1904, sharedStrings: single('sharedStrings'), styles: single('styles') };
}

/** It has values that only another file or a server has the truth of. */
export function linked(): ContactFileError {
  return new ContactFileError(
    'workbook_external',
    'The workbook takes data from other files or sources. Copy its cells as values into a new one, or save the sheet as CSV, and upload that.',
  );
}

/** @param part '' of the package itself */
async function relationsOf(parts: ZipParts, part: string): Promise<readonly Relation[]> {
  const folder = posix.dirname(part);
  const name = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  if (!parts.has(name)) return [];
  const relations: Relation[] = [];
  const listener = tagsOf((element, tag) => {
    if (element !== 'Relationship') return;
    const target = attributeOf(tag, 'Target') ?? '';
    relations.push({
      id: attributeOf(tag, 'Id') ?? '',
      kind: /[^/]*$/.exec(attributeOf(tag, 'Type') ?? '')![0],
      target: target.startsWith('/') ? target.slice(1) : posix.join(folder, target),
      isOutside: attributeOf(tag, 'TargetMode') === 'External',
    });
  });
  await readXmlPart(parts, name, MOST_BYTES, listener);
  return relations;
}
