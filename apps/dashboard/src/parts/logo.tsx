import classes from './logo.module.css';

/** A herald's trumpet, and the word. */
export function Logo({ withWord = true }: { readonly withWord?: boolean }) {
  return (
    <span className={classes.logo}>
      <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true" focusable="false">
        <rect width="32" height="32" rx="8" className={classes.ground} />
        <path d="M6.5 14.2v3.6h4.2l9.8 4.4V9.8l-9.8 4.4H6.5Z" fill="#fff" />
        <path d="M10.7 18v4.9a1.4 1.4 0 0 0 2.8 0v-3.6" className={classes.strap} />
        <path d="M23.4 13.2a4 4 0 0 1 0 5.6M25.8 10.8a7.4 7.4 0 0 1 0 10.4" className={classes.sound} />
      </svg>
      {withWord && <span className={classes.word}>Arauto</span>}
    </span>
  );
}
