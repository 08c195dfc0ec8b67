import { recordSteps } from './determinism';
import { runWorld } from './run-world';
import type { Outcome, Task } from './crew';
import { Story } from './story';

/** The program of a process of the crew: lives what it is sent, and sends back what became of it. */
process.on('message', (task: Task) => {
  // What a world left behind and nobody catches ends the process while it is still known which world that was.
  void live(task).then((outcome) => setImmediate(() => process.send!(outcome)));
});
// Nobody waits for it any more.
process.on('disconnect', () => process.exit());

async function live({ plan, wants }: Task): Promise<Outcome> {
  if (wants === 'story') {
    const story = new Story(plan);
    const verdict = await runWorld(plan, story.listening);
    return { ...verdict, text: story.told(verdict.failures) };
  }
  if (wants === 'steps') {
    const record = recordSteps();
    const verdict = await runWorld(plan, record.listening);
    return { ...verdict, text: record.text() };
  }
  return { ...(await runWorld(plan)), text: '' };
}
