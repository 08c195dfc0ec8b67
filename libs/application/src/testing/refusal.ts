/** A refusal that names a problem among others, for `toMatchObject`. */
export function refusal(code: string, path: string, problem: string) {
  return {
    code,
    details: { errors: expect.arrayContaining([expect.objectContaining({ path, code: problem })]) as unknown },
  };
}
