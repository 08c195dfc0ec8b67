/** What must hold, by its name in failures. */
export type Rule =
  // of sending
  | 'never twice'
  | 'an unknown outcome is never sent again'
  | 'only who is claimed is called'
  | 'a claim is used at once or not at all'
  | 'a retry waits until it is due'
  | 'nobody is tried more often than set'
  | 'what is sent is of a campaign'
  | 'free form stays within sessions'
  | 'what is recorded is what went out'
  // of gates and limits
  | 'pause pauses'
  | 'a paused number sends nothing'
  | 'what an admin has paused stays paused'
  | 'who is suppressed is left alone'
  | 'who said stop is left alone'
  | 'nothing leaves outside the send window'
  | 'each person has one number'
  | 'a number warms up as planned'
  | 'a canary goes alone'
  | 'guard rails hold'
  | 'nobody goes faster than set'
  | 'no more persons than the tier allows'
  | 'who is to wait for a place waits'
  // of what campaigns and contacts come to
  | 'nothing starts before its time'
  | 'nothing expires before its time'
  | 'completed means done'
  | 'canceled means ended'
  | 'every campaign ends'
  | 'nothing is open for ever'
  | 'every file is read'
  | 'every row is somewhere'
  | 'states are true'
  | 'the newest word of the platform holds'
  // of log, vault and views
  | 'the log is sound'
  | 'what the log refers to is in the vault'
  | 'no personal data in log and views'
  | 'counters are the fold of the log'
  | 'views catch up'
  | 'views made again are the same'
  | 'reports are true'
  | 'reports tell of everybody'
  | 'every answer is one row'
  | 'a second look adds nothing'
  | Breakdown;

/** What many different things can break: no promise of the engine, and the first thing to look at. */
export type Breakdown = 'everything is foreseen' | 'a world ends' | 'nothing real is touched';

export const BREAKDOWNS: ReadonlySet<Rule> = new Set<Breakdown>([
  'everything is foreseen',
  'a world ends',
  'nothing real is touched',
]);

/** A promise that was broken. */
export interface Failure {
  readonly rule: Rule;
  readonly what: string;
  /** True time. */
  readonly at: number;
}
