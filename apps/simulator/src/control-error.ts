/** A refusal of the control API; its message is one clear sentence. */
export class ControlError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly problems?: readonly string[],
  ) {
    super(message);
  }
}
