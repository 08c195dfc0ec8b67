/** Values of one person, as a file or a contact has them. */
export interface Row {
  readonly name: string | null;
  readonly phone: string | null;
  readonly correlationId: string | null;
  readonly parameters: Readonly<Record<string, string>> | null;
}
