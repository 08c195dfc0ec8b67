import type { Command } from 'commander';
import type { Io } from '../../io';
import { addConsolidated } from './consolidated';
import { addDetailed } from './detailed';
import { addExplain } from './explain';
import { addRecords } from './records';
import { addVocabulary } from './vocabulary';

export function addReportCommands(program: Command, io: Io): void {
  const report = program.command('report').description('what became of messages');
  addDetailed(report, io);
  addConsolidated(report, io);
  addRecords(report, io);
  addVocabulary(report, io);
  addExplain(report, io);
}
