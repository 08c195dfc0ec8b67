export * from './subaccount.decider';
