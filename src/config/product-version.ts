import productPackage from '../../package.json' with { type: 'json' };

/** Of this product, as its package says. */
export const productVersion: string = productPackage.version;
