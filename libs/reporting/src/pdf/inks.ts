/** A color as PDF has it: red, green and blue from 0 to 1. */
export type Ink = string;

export const INK: Ink = '.11 .13 .16';
export const MUTED: Ink = '.38 .42 .47';
export const RULE: Ink = '.8 .83 .86';
export const BAND: Ink = '.965 .97 .978';
export const HEAD: Ink = '.9 .925 .945';
export const ACCENT: Ink = '.1 .38 .42';
