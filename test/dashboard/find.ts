import type { Locator, Page } from 'playwright-core';

type Place = Page | Locator;

/** Waits until it is there; what is there already is. */
export const see = (place: Place, text: string | RegExp) =>
  place.getByText(text).filter({ visible: true }).first().waitFor();

export const button = (place: Place, name: string | RegExp) => place.getByRole('button', { name });

export const link = (place: Place, name: string | RegExp) => place.getByRole('link', { name });
