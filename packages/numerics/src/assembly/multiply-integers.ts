// 32 columns of int32 sums of a datapath of several classes whose vectors fit them (the host proves it). Straight-line code
// on named locals: the language has no arrays of registers.

/**
 * Adds the products of one slice to `rows` rows of sums. `factors` holds an int32 per left code, `offsets` the byte offset
 * of its class in a step of the panel.
 */
// @ts-ignore: decorator
@inline
function multiplyRows<Code>(
  codes: usize, rowStride: usize, depthStride: usize, rows: usize, depth: usize,
  factors: usize, offsets: usize, panel: usize, stepBytes: usize, sums: usize,
): void {
  rowStride *= sizeof<Code>();
  depthStride *= sizeof<Code>();
  for (let row: usize = 0; row < rows; row++) {
    let code = codes + row * rowStride;
    let sum0 = v128.load(sums, 0);
    let sum1 = v128.load(sums, 16);
    let sum2 = v128.load(sums, 32);
    let sum3 = v128.load(sums, 48);
    let sum4 = v128.load(sums, 64);
    let sum5 = v128.load(sums, 80);
    let sum6 = v128.load(sums, 96);
    let sum7 = v128.load(sums, 112);
    let step = panel;
    const stepEnd = panel + depth * stepBytes;
    while (step < stepEnd) {
      const left = <usize>load<Code>(code) << 2;
      const factor = v128.load32_splat(factors + left);
      const from = step + load<u32>(offsets + left);
      sum0 = i32x4.add(sum0, i32x4.mul(factor, v128.load(from, 0)));
      sum1 = i32x4.add(sum1, i32x4.mul(factor, v128.load(from, 16)));
      sum2 = i32x4.add(sum2, i32x4.mul(factor, v128.load(from, 32)));
      sum3 = i32x4.add(sum3, i32x4.mul(factor, v128.load(from, 48)));
      sum4 = i32x4.add(sum4, i32x4.mul(factor, v128.load(from, 64)));
      sum5 = i32x4.add(sum5, i32x4.mul(factor, v128.load(from, 80)));
      sum6 = i32x4.add(sum6, i32x4.mul(factor, v128.load(from, 96)));
      sum7 = i32x4.add(sum7, i32x4.mul(factor, v128.load(from, 112)));
      code += depthStride;
      step += stepBytes;
    }
    v128.store(sums, sum0, 0);
    v128.store(sums, sum1, 16);
    v128.store(sums, sum2, 32);
    v128.store(sums, sum3, 48);
    v128.store(sums, sum4, 64);
    v128.store(sums, sum5, 80);
    v128.store(sums, sum6, 96);
    v128.store(sums, sum7, 112);
    sums += 128;
  }
}

export function multiplyIntegers8(
  codes: usize, rowStride: usize, depthStride: usize, rows: usize, depth: usize,
  factors: usize, offsets: usize, panel: usize, stepBytes: usize, sums: usize,
): void {
  multiplyRows<u8>(codes, rowStride, depthStride, rows, depth, factors, offsets, panel, stepBytes, sums);
}

export function multiplyIntegers16(
  codes: usize, rowStride: usize, depthStride: usize, rows: usize, depth: usize,
  factors: usize, offsets: usize, panel: usize, stepBytes: usize, sums: usize,
): void {
  multiplyRows<u16>(codes, rowStride, depthStride, rows, depth, factors, offsets, panel, stepBytes, sums);
}
