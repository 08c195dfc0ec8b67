import { Readable } from 'node:stream';
import type { QueryContext } from '@arauto/application';
import { type FileStyle, type Report, toCsv } from '@arauto/reporting';
import type { FastifyReply } from 'fastify';
import { languageHeaders } from '../requests/language';

/** A file that has no language of its own is in that of the request. */
export function inLanguageOf({ language = 'en' }: QueryContext): Pick<FileStyle, 'language'> {
  return { language };
}

/**
 * Answers with a report as a CSV file, read on only as the client does. The first rows are fetched before the answer begins, so
 * that a refusal is still a problem body; a failure later cuts the connection instead of ending the file.
 * @param asked in English, by the clock of UTC, with commas, where nothing else is asked for
 */
export async function sendReport<Row>(
  reply: FastifyReply,
  report: Report<Row>,
  rows: AsyncIterable<readonly Row[]>,
  asked: Partial<FileStyle> = {},
): Promise<Readable> {
  const { language = 'en' } = asked;
  const texts = toCsv(report, rows, { zone: 'UTC', ...asked, language });
  const first = await texts.next();
  void reply.headers(languageHeaders(language));
  void reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${report.name}.csv"`);
  const file = Readable.from(texts, { objectMode: false });
  if (!first.done) file.unshift(first.value);
  return file;
}
