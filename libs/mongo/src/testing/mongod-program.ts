import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Unpacks a mongod and prints where; lies beside the project, and is no part of it. */
const UNPACK = join(__dirname, '../../../../../../shared/servers/mongod/unpack.sh');

/** Whether tests can start a mongod of their own: the one that `ARAUTO_TEST_MONGOD` names, or the one beside the project. */
export function hasMongodProgram(): boolean {
  return process.env['ARAUTO_TEST_MONGOD'] !== undefined || existsSync(UNPACK);
}

/** @returns the path of a mongod that starts here */
export function mongodProgram(): string {
  return process.env['ARAUTO_TEST_MONGOD'] ?? execFileSync(UNPACK, { encoding: 'utf8' }).trim();
}
