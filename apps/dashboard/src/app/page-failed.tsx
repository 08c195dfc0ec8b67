import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { EngineGone } from '../api/problem';
import { reach } from '../api/reach';
import { ProblemNotice } from '../parts/notice';

/** A page that fell over, or whose files could not be loaded: the rest of the screen goes on, and so does the page when the engine is back. */
export function PageFailed({ error }: ErrorComponentProps) {
  const router = useRouter();
  useEffect(() => {
    if (!(error instanceof EngineGone)) return undefined;
    return reach.listen(() => reach.since() === null && void router.invalidate());
  }, [error, router]);
  return <ProblemNotice error={error} retry={() => void router.invalidate()} />;
}
