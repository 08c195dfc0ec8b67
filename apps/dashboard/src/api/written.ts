/** How long what was written may still be on its way into the views, milliseconds: longer than the engine waits for it. */
const ON_ITS_WAY = 30_000;

let last = { position: '', at: 0 };

/** Takes note of where in the log a command was written: what is asked for afterwards holds it. */
export function noted<Answer extends { readonly position: string }>(answer: Answer): Answer {
  if (answer.position > last.position) last = { position: answer.position, at: Date.now() };
  return answer;
}

/** For the query of whatever a command of this page may have changed. */
export function afterWritten(): { readonly after?: string } {
  return last.position !== '' && Date.now() - last.at < ON_ITS_WAY ? { after: last.position } : {};
}
