import { integerElement, minifloat, type Element } from "./element.ts";

/** The element types of OCP MX formats v1.0, section 5.3. The exponent is that of the largest number (emax). */
export const mxElements = {
  "fp8-e4m3": { element: minifloat({ exponentBits: 4, fractionBits: 3, magnitudeCount: 127, nanCode: 127 }), largestExponent: 8 },
  "fp8-e5m2": { element: minifloat({ exponentBits: 5, fractionBits: 2, magnitudeCount: 124, nanCode: 126 }), largestExponent: 15 },
  "fp6-e3m2": { element: minifloat({ exponentBits: 3, fractionBits: 2, magnitudeCount: 32, nanCode: null }), largestExponent: 4 },
  "fp6-e2m3": { element: minifloat({ exponentBits: 2, fractionBits: 3, magnitudeCount: 32, nanCode: null }), largestExponent: 2 },
  "fp4-e2m1": { element: minifloat({ exponentBits: 2, fractionBits: 1, magnitudeCount: 8, nanCode: null }), largestExponent: 2 },
  int8: { element: integerElement(8, 2 ** -6), largestExponent: 0 },
} as const satisfies { readonly [name: string]: { readonly element: Element; readonly largestExponent: number } };

/** What an element type is called. */
export type MxElementName = keyof typeof mxElements;
