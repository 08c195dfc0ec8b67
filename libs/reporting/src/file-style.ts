import type { Language } from '@arauto/domain';

/** How a file is written, whatever the report and the format. */
export interface FileStyle {
  /** Of titles, labels, yes and no. */
  readonly language: Language;
  /** IANA name of the zone whose clocks the instants are shown by. */
  readonly zone: string;
  /** Of CSV only, a comma where nothing is said: the Excel of whoever writes `1,5` opens files with semicolons. */
  readonly delimiter?: ',' | ';';
}
