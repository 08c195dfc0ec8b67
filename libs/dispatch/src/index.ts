export * from './call-by';
export * from './pace';
export * from './pair-limit';
export * from './throttle';
export * from './tier-ledger';
