import { acquireLock } from '../lock';

/** A program for the lock's test: takes the lock, says so, and holds it until it is killed. */
acquireLock(process.argv[2]!, 'a test program', Date.parse('2026-01-05T12:00:00Z'));
process.stdout.write('held\n');
process.stdin.resume();
