/** A heading with the products under it, as a message of several products shows them. */
export interface ProductSection {
  /** Empty where the products have no heading, as those of a single section may. */
  readonly title: string;
  readonly products: readonly string[];
}

/** `SKU1, SKU2`, or `Shoes: SKU1, SKU2; Hats: SKU3`; null for what is neither. */
export function readProducts(text: string): readonly ProductSection[] | null {
  const sections = text.split(';').map(readSection);
  const isWhole = sections.every(
    ({ title, products }) => products.length > 0 && (title !== '' || sections.length === 1),
  );
  return isWhole ? sections : null;
}

function readSection(text: string): ProductSection {
  const [title, list] = text.includes(':')
    ? [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)]
    : ['', text];
  const products = list.split(',').map((one) => one.trim());
  return { title: title.trim(), products: products.includes('') ? [] : products };
}
