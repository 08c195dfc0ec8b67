/**
 * A protocol double of EventStoreDB as a program, for end-to-end and crash tests: `node dist/test/eventstoredb-double/main.js --port N` prints its
 * connection string. It holds its log in memory; what it held is gone when it ends.
 */
import { parseArgs } from 'node:util';
import { EventStoreDBDouble } from './server';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
  const double = await EventStoreDBDouble.start({ port: Number(values.port) });
  console.log(double.connectionString);
  console.error('This is a double of EventStoreDB: a test program that keeps nothing.');
  process.send?.({ connectionString: double.connectionString });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void double.stop());
}

void main();
