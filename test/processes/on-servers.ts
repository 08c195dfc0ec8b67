import { testMongod, type TestMongod } from '@arauto/mongo/testing';
import { conclude, stopwatch } from '../crash/report';

/**
 * Runs a program of many processes on a mongod and an event log of its own, which it names first, and ends with what it answers.
 * @param run answers whether every promise was kept; what it needs of engines of tests it imports itself, after the servers are known
 */
export async function onServers(
  run: (mongod: TestMongod, say: (line: string) => void) => Promise<{ readonly broken: readonly string[] }>,
): Promise<void> {
  const mongod = await testMongod({ transactionSeconds: 10 });
  if (!mongod) {
    console.error('There is no mongod: name a replica set in ARAUTO_TEST_MONGODB.');
    process.exit(2);
  }
  process.env['ARAUTO_TEST_STORES'] = 'production';
  process.env['ARAUTO_TEST_MONGODB'] = mongod.uri;
  const command = process.env['ARAUTO_TEST_EVENTSTOREDB_COMMAND'];
  console.log(`MongoDB ${mongod.version}; ${command ? `EventStoreDB: ${command}` : 'a double of EventStoreDB'}`);
  let code = 2;
  try {
    const { broken } = await run(mongod, stopwatch());
    code = conclude(broken);
  } catch (error) {
    console.error(error);
  } finally {
    await mongod.stop();
  }
  process.exit(code);
}
