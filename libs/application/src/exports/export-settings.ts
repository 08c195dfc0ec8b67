/** How exports are kept and made. */
export interface ExportSettings {
  /** How long a file is kept, milliseconds. */
  readonly keptForMs: number;
  /** Exports of a key that may wait or be made. */
  readonly waiting: number;
  /** Exports that one process makes at once. */
  readonly atOnce: number;
}
