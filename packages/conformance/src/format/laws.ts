import { datapathDotProducts } from "../datapath/dot-products.ts";
import { datapathExactness } from "../datapath/exactness.ts";
import { datapathFloatOperands } from "../datapath/float-operands.ts";
import { datapathLogCodes } from "../datapath/log-codes.ts";
import { datapathLogDeltas } from "../datapath/log-deltas.ts";
import { datapathOrder } from "../datapath/order.ts";
import { datapathProducts } from "../datapath/products.ts";
import type { Law } from "../law.ts";
import { bounds } from "./laws/bounds.ts";
import { canonicalId } from "./laws/canonical-id.ts";
import { codesInRange } from "./laws/codes-in-range.ts";
import { deterministic } from "./laws/deterministic.ts";
import { elementwise } from "./laws/elementwise.ts";
import { groups } from "./laws/groups.ts";
import { inputsUntouched } from "./laws/inputs-untouched.ts";
import { log2View } from "./laws/log2-view.ts";
import { monotone } from "./laws/monotone.ts";
import { narrowSelf } from "./laws/narrow-self.ts";
import { nearest } from "./laws/nearest.ts";
import { notANumber } from "./laws/not-a-number.ts";
import { range } from "./laws/range.ts";
import { roundTrip } from "./laws/round-trip.ts";
import { saturation } from "./laws/saturation.ts";
import { scale } from "./laws/scale.ts";
import { signs } from "./laws/signs.ts";
import { stochasticUnbiased } from "./laws/stochastic-unbiased.ts";
import { ties } from "./laws/ties.ts";
import { topOf } from "./laws/top-of.ts";
import { towardZero } from "./laws/toward-zero.ts";
import { zeros } from "./laws/zeros.ts";
import type { FormatSubject } from "./subject.ts";

/** What every number format keeps, from its codes to the datapath that it declares. */
export const formatLaws: readonly Law<FormatSubject>[] = [
  canonicalId,
  codesInRange,
  range,
  roundTrip,
  monotone,
  nearest,
  ties,
  towardZero,
  stochasticUnbiased,
  saturation,
  signs,
  zeros,
  notANumber,
  bounds,
  inputsUntouched,
  deterministic,
  elementwise,
  scale,
  topOf,
  groups,
  log2View,
  narrowSelf,
  datapathExactness,
  datapathProducts,
  datapathOrder,
  datapathDotProducts,
  datapathFloatOperands,
  datapathLogCodes,
  datapathLogDeltas,
];
