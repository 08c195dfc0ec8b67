import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { Query } from '../../api';
import type { Context } from '../../context';
import { Failed, WrongUsage } from '../../io';
import { type ExportRequest, exportTo } from '../export';
import { writePrivate } from '../private-file';

export interface FileOptions {
  readonly csv?: boolean;
  readonly xlsx?: boolean;
  readonly pdf?: boolean;
  readonly output?: string;
  readonly delimiter?: ',' | ';';
}

/** A report as a file. `stream`: where it comes as CSV by itself, with commas; any other file is made as an export. */
interface WantedFile {
  readonly report: string;
  readonly stream?: string;
  readonly query: Query;
}

const FORMATS = ['csv', 'xlsx', 'pdf'] as const;

export function withFiles(command: Command): Command {
  return command
    .option('--csv', 'all rows as CSV')
    .option('--xlsx', 'all rows as a workbook')
    .option('--pdf', 'all rows as PDF, at most 100,000')
    .addOption(
      new Option('--delimiter <mark>', 'of CSV: a semicolon is what Excel expects in Portuguese and Spanish').choices([
        ',',
        ';',
      ]),
    )
    .option('--output <file>', 'where the file goes; by default CSV is the output, the others have their own names');
}

/** Whether a file is wanted. @throws WrongUsage for several at once */
export function wantsFile({ output, delimiter, ...asked }: FileOptions): boolean {
  const formats = FORMATS.filter((format) => asked[format]);
  if (formats.length > 1) throw new WrongUsage(`one format at a time, not ${formats.join(' and ')}`);
  if (delimiter !== undefined && (asked.xlsx || asked.pdf)) throw new WrongUsage('--delimiter is for CSV');
  return formats.length > 0 || output !== undefined || delimiter !== undefined;
}

/** All rows of a report. @throws Failed when they break off */
export function writeFile(context: Context, { report, stream, query }: WantedFile, asked: FileOptions): Promise<void> {
  const format = FORMATS.find((one) => asked[one]) ?? 'csv';
  const { delimiter } = asked;
  if (format === 'csv' && stream !== undefined && delimiter === undefined)
    return writeCsv(context, stream, query, asked.output);
  const { language, timeZone, columns, ...filters } = query;
  const order = { report, format, filters, language, timeZone, columns, delimiter } as ExportRequest;
  return exportTo(context, order, asked.output);
}

async function writeCsv({ io, api }: Context, path: string, query: Query, output: string | undefined): Promise<void> {
  const body = await api.stream(path, query);
  try {
    if (output !== undefined) await writePrivate(body, resolve(io.cwd, output));
    else for await (const chunk of body.setEncoding('utf8') as AsyncIterable<string>) io.out(chunk);
  } catch (error) {
    throw new Failed(`the report broke off: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (output !== undefined) io.err(`written: ${output}\n`);
}
