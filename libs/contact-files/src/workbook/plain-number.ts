/** As many digits as spreadsheets keep. */
export const DIGITS = 15;

/**
 * A number as the file has it, as people would write it: all of its digits up to 15, without exponent, without the noise of binary
 * fractions. 5.5119E12 is 5511900000000.
 */
export function plainNumber(written: string): string {
  // Phones and ids, nearly all of them.
  if (/^[1-9]\d{0,14}$/.test(written)) return written;
  const value = Number(written);
  return written.trim() === '' || !Number.isFinite(value) ? written : shortest(value);
}

/** @returns with an exponent only from 1E21 on, and below 1E-6 */
export function shortest(value: number): string {
  return String(Number(value.toPrecision(DIGITS))).toUpperCase();
}
