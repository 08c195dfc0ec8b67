import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { ProblemNotice } from '../parts/notice';

/** A page that fell over, or whose file could not be loaded: the rest of the screen goes on. */
export function PageFailed({ error }: ErrorComponentProps) {
  const router = useRouter();
  return <ProblemNotice error={error} retry={() => void router.invalidate()} />;
}
