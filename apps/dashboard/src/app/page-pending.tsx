import { Skeleton } from '@mantine/core';
import classes from './page-pending.module.css';

/** While a page is on its way: as tall as pages are, so that nothing jumps. */
export function PagePending() {
  return (
    <div className={classes.page} aria-hidden="true">
      <Skeleton height={28} width="14rem" />
      <Skeleton height={88} mt="lg" />
      <Skeleton height={420} mt="lg" />
    </div>
  );
}
