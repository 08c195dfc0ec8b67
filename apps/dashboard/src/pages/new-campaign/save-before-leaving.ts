import { useBlocker } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

/**
 * What was changed in a step is saved by going anywhere else: another step, another page, a step back. Where it cannot be, one stays and sees why.
 * @param save throws nothing; answers whether it is saved
 */
export function useSaveBeforeLeaving(isChanged: boolean, save: () => Promise<boolean>): void {
  const latest = useRef(save);
  useEffect(() => {
    latest.current = save;
  });
  useBlocker({
    disabled: !isChanged,
    enableBeforeUnload: isChanged,
    shouldBlockFn: async () => !(await latest.current()),
  });
}
