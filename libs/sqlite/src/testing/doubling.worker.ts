import { answerAsked } from '../asked-thread';

/** Doubles what it is asked. */
answerAsked(
  (question: number) => {
    if (question < 0) throw new RangeError(`${question} is below 0`);
    if (question === 0) process.exit(3);
    return 2 * question;
  },
  (error) => (error as Error).name,
);
