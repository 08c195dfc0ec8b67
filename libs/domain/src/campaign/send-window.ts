/** Beginning as the computers' week does: by the number of the day. */
export const SEND_DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type SendDay = (typeof SEND_DAYS)[number];

/** When messages may leave. */
export type SendWindow = {
  /** As clocks show it: `09:00`. */
  readonly from: string;
  /** Exclusive, up to `24:00`; before `from`, it is meant of the day after. */
  readonly to: string;
  /** On which it begins. */
  readonly days: readonly SendDay[];
  /** Whose clocks: those of the campaign's time zone, or of each contact's country, and there of all of its zones. */
  readonly zone: 'campaign' | 'contact';
};
