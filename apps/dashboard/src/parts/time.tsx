import { Tooltip } from '@mantine/core';
import { useFormats } from '../words/formats';

/** A moment, short; weekday, seconds and zone for whoever points at it. */
export function Time({ at }: { readonly at: string }) {
  const formats = useFormats();
  return (
    <Tooltip label={formats.exactTime(at)}>
      <time dateTime={at}>{formats.time(at)}</time>
    </Tooltip>
  );
}
