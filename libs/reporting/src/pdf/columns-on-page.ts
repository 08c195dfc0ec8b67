import type { Language } from '@arauto/domain';
import { type Column, leastOf, widthOf } from '../report';
import type { PdfColumn } from './document';
import { layOutPage } from './page-layout';

/** Columns of a report as those of a document. */
export function pdfColumns<Row>(columns: readonly Column<Row>[], language: Language): PdfColumn[] {
  return columns.map((column) => ({
    title: column.title[language],
    weight: widthOf(column),
    least: leastOf(column),
    align: column.kind === 'number' || column.kind === 'rate' ? 'end' : 'start',
  }));
}

/** How many of these, from the first on, fit on a page. */
export function fittingOnPage<Row>(columns: readonly Column<Row>[]): number {
  const all = pdfColumns(columns, 'en');
  let fitting = all.length;
  while (fitting > 0 && !layOutPage(all.slice(0, fitting))) fitting -= 1;
  return fitting;
}
