import { LnsimError } from "@lnsim/contracts";

/** What is swept, and the seed. */
export interface UpdateErrorSettings {
  readonly learningRates: readonly number[];
  readonly gammas: readonly number[];
  readonly seed: number;
}

const finestGamma = 2 ** 20;

/** @throws {LnsimError} for learning rates, gammas and seeds that nothing can be measured at. */
export function checkSettings({ learningRates, gammas, seed }: UpdateErrorSettings): void {
  refuse("--seed", [seed], (each) => Number.isSafeInteger(each) && each >= 0, "a whole number from 0");
  refuse("--learning-rates", learningRates, (rate) => rate > 0 && rate <= 1, "numbers above 0 up to 1, such as 2^-4,2^-7");
  refuse("--gammas", gammas, (gamma) => Number.isInteger(gamma) && gamma >= 1 && gamma <= finestGamma, `whole numbers from 1 to ${finestGamma}, such as 1,8,32`);
}

function refuse(path: string, values: readonly number[], isAccepted: (value: number) => boolean, expected: string): void {
  const wrong = values.find((value) => !isAccepted(value));
  if (wrong === undefined && values.length > 0) return;
  throw new LnsimError({
    code: "invalid-value",
    message: "no update can be measured there",
    path,
    found: wrong === undefined ? "nothing" : String(wrong),
    expected,
  });
}
