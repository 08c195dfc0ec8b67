import type { Expected } from '../port';
import { OutcomeUnknown, Unavailable, WrongExpectedRevision } from '../port';
import type { Answer } from './group-commit';
import type { PendingAppend } from './log-writer';

/** To the writing thread: a group, or the wish to end. */
export type Request = { readonly at: number; readonly appends: readonly PendingAppend[] } | 'close';

/** From the writing thread: answers as data, for errors lose their class on the way between threads. */
export type Reply = readonly ReplyItem[];

type ReplyItem =
  | { readonly revision: number; readonly position: string }
  | {
      readonly error: 'WrongExpectedRevision';
      readonly stream: string;
      readonly expected: Expected;
      readonly actual: number | 'noStream';
    }
  | { readonly error: 'Unavailable' | 'OutcomeUnknown'; readonly message: string };

export function toReply(answers: readonly Answer[]): Reply {
  return answers.map((answer) => {
    if (!(answer instanceof Error)) return answer;
    if (answer instanceof WrongExpectedRevision) {
      const { name, stream, expected, actual } = answer;
      return { error: name, stream, expected, actual };
    }
    const { message } = answer;
    return { error: answer instanceof OutcomeUnknown ? 'OutcomeUnknown' : 'Unavailable', message };
  });
}

export function fromReply(reply: Reply): Answer[] {
  return reply.map((item) => {
    if (!('error' in item)) return item;
    switch (item.error) {
      case 'WrongExpectedRevision':
        return new WrongExpectedRevision(item.stream, item.expected, item.actual);
      case 'Unavailable':
        return new Unavailable(item.message);
      case 'OutcomeUnknown':
        return new OutcomeUnknown(item.message);
    }
  });
}
