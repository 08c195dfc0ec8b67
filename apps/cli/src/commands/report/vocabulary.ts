import type { Command } from 'commander';
import { contextOf, print } from '../../context';
import type { Io } from '../../io';
import { table, type TableColumn } from '../../terminal/table';

interface Word {
  readonly code: string;
  readonly label: string;
  readonly description?: string;
}

interface Vocabulary {
  readonly statuses: readonly Word[];
  readonly contactStates: readonly Word[];
  readonly results: readonly Word[];
  readonly conversationTypes: readonly Word[];
  readonly contentTypes: readonly Word[];
  readonly notTracked: string;
}

const SECTIONS = [
  ['Statuses of the detailed report', 'statuses'],
  ['States of contacts', 'contactStates'],
  ['Results of the records', 'results'],
  ['Conversation types', 'conversationTypes'],
  ['Content types', 'contentTypes'],
] as const;

export function addVocabulary(report: Command, io: Io): void {
  report
    .command('vocabulary')
    .description('what the words of the reports mean')
    // The program takes it, wherever it stands; here it is for the help.
    .option('--language <language>', 'en, pt-BR or es')
    .action(async (_: object, command: Command) => {
      const context = contextOf(command, io);
      const words = await context.api.get<Vocabulary>('/v1/reports/vocabulary', { language: context.language });
      print(context, words, (width) => {
        const sections = SECTIONS.map(
          ([title, name]) => `${title}\n${table(columnsOf(words[name]), words[name], width)}`,
        );
        return `${sections.join('\n')}\n${words.notTracked}\n`;
      });
    });
}

function columnsOf(words: readonly Word[]): readonly TableColumn<Word>[] {
  const described = words.some(({ description }) => description !== undefined);
  return [
    { title: 'CODE', value: ({ code }) => code },
    { title: 'LABEL', value: ({ label }) => label },
    ...(described ? [{ title: 'MEANING', value: ({ description }: Word) => description }] : []),
  ];
}
