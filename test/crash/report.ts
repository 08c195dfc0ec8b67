/** @returns what writes a line with the seconds since now before it */
export function stopwatch(): (line: string) => void {
  const begun = Date.now();
  return (line) => console.log(`${((Date.now() - begun) / 1000).toFixed(1).padStart(6)} s  ${line}`);
}

/** Reads an option; one that is no whole number above 0 ends the program with code 2. */
export function positive(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  console.error(`--${name} must be a whole number above 0, not "${text}"`);
  process.exit(2);
}

/** Says which promises were broken. @returns the exit code */
export function conclude(broken: readonly string[]): number {
  for (const sentence of broken) console.log(`BROKEN: ${sentence}`);
  console.log(broken.length === 0 ? 'every promise was kept' : `${broken.length} promises were broken`);
  return broken.length === 0 ? 0 : 1;
}
