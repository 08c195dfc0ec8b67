import { systemClock } from '@arauto/clock';
import { connectMongo } from '@arauto/mongo';
import { OwnedLane } from '../lane';

/** A program for the faults' test: takes a lane over, begins a transaction, says so, and stays there until it is killed. */
async function main([uri, database]: readonly string[]): Promise<void> {
  const client = await connectMongo(uri!);
  const lane = new OwnedLane(client, client.db(database!), systemClock, 'operational', 0, 0);
  const position = await lane.position();
  lane.session!.startTransaction();
  await lane.move(position, `${position}9`, false);
  process.stdout.write('in transaction\n');
}

void main(process.argv.slice(2));
