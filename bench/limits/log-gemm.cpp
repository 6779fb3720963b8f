// The limit for the log-domain GEMM: 13-bit codes with 5 fraction bits, sums in ascending order, AVX2.
//
//   log-gemm DIRECTORY N MILLISECONDS
//
// reads la{N}.bin and lb{N}.bin (N x N codes of 16 bits, N a multiple of 64), lt.bin (the two difference tables, 256 bytes each: equal signs, then
// opposite ones negated; differences from 256 on count as 0) and lc{N}.bin (the expected codes), runs for some time and prints
// the rate of the best run in JSON. Tables of bytes are looked up by shuffles: 16 rows of 16 bytes a sign, chosen by a tree
// of blends over the upper four bits.
#include <immintrin.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#if !defined(__AVX2__)
#error "this limit needs a machine with AVX2"
#endif

static const int kLargest = 1023, kZeroCode = 0x1401, kSignBit = 0x800, kLogMask = 0x7ff;
static const int16_t kZero = -20000, kZeroProduct = -32768;
static __m256i rows[32];

template <class T> static std::vector<T> readAll(const std::string& path) {
  FILE* file = fopen(path.c_str(), "rb");
  if (!file) { perror(path.c_str()); exit(1); }
  fseek(file, 0, SEEK_END);
  std::vector<T> data(ftell(file) / sizeof(T));
  rewind(file);
  if (fread(data.data(), sizeof(T), data.size(), file) != data.size()) exit(1);
  fclose(file);
  return data;
}

static int logarithm(int code) { return ((code & kLogMask) ^ 0x400) - 0x400; }
static double cpuSeconds() { timespec now; clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now); return now.tv_sec + now.tv_nsec * 1e-9; }

// 32 bytes of one table: row by the upper nibble, entry by the lower one.
template <int sign> static inline __m256i lookUp(__m256i index) {
  const __m256i low = _mm256_and_si256(index, _mm256_set1_epi8(15));
  const __m256i bit7 = index, bit6 = _mm256_slli_epi16(index, 1), bit5 = _mm256_slli_epi16(index, 2), bit4 = _mm256_slli_epi16(index, 3);
  const __m256i* t = rows + 16 * sign;
  auto pair = [&](int r) { return _mm256_blendv_epi8(_mm256_shuffle_epi8(t[r], low), _mm256_shuffle_epi8(t[r + 1], low), bit4); };
  auto four = [&](int r) { return _mm256_blendv_epi8(pair(r), pair(r + 2), bit5); };
  auto eight = [&](int r) { return _mm256_blendv_epi8(four(r), four(r + 4), bit6); };
  return _mm256_blendv_epi8(eight(0), eight(8), bit7);
}

struct Sums { __m256i x, s; };

// What is known of one sum before the tables are met: 16 lanes.
struct Step { __m256i high, difference, opposite, cancels, sign; };

static inline Step prepare(const Sums& sum, __m256i log, __m256i sign, const int16_t* row) {
  const __m256i lowest = _mm256_set1_epi16(-kLargest);
  __m256i y = _mm256_add_epi16(log, _mm256_load_si256((const __m256i*)row));
  y = _mm256_min_epi16(_mm256_max_epi16(y, lowest), _mm256_load_si256((const __m256i*)(row + 64)));
  const __m256i opposite = _mm256_xor_si256(_mm256_xor_si256(sign, _mm256_load_si256((const __m256i*)(row + 32))), sum.s);
  const __m256i high = _mm256_max_epi16(sum.x, y);
  const __m256i difference = _mm256_subs_epi16(high, _mm256_min_epi16(sum.x, y));
  const __m256i flips = _mm256_and_si256(opposite, _mm256_cmpgt_epi16(y, sum.x));
  return {high, difference, opposite, _mm256_and_si256(opposite, _mm256_cmpeq_epi16(sum.x, y)), _mm256_xor_si256(sum.s, flips)};
}

static inline Sums finish(const Step& step, __m256i delta) {
  const __m256i lowest = _mm256_min_epi16(step.high, _mm256_set1_epi16(-kLargest));
  __m256i x = _mm256_add_epi16(step.high, delta);
  x = _mm256_max_epi16(_mm256_min_epi16(x, _mm256_set1_epi16(kLargest)), lowest);
  return {_mm256_blendv_epi8(x, _mm256_set1_epi16(kZero), step.cancels), step.sign};
}

// Both tables for 32 sums at once: differences as bytes, 256 and more as "none".
static inline void addDeltas(Sums& sum0, Sums& sum1, const Step& step0, const Step& step1) {
  const __m256i last = _mm256_set1_epi16(255), zero = _mm256_setzero_si256();
  const __m256i index = _mm256_packus_epi16(_mm256_min_epi16(step0.difference, last), _mm256_min_epi16(step1.difference, last));
  const __m256i opposite = _mm256_packs_epi16(step0.opposite, step1.opposite);
  const __m256i far = _mm256_packs_epi16(_mm256_cmpgt_epi16(step0.difference, last), _mm256_cmpgt_epi16(step1.difference, last));
  const __m256i magnitude = _mm256_andnot_si256(far, _mm256_blendv_epi8(lookUp<0>(index), lookUp<1>(index), opposite));
  const __m256i m0 = _mm256_unpacklo_epi8(magnitude, zero), m1 = _mm256_unpackhi_epi8(magnitude, zero);
  const __m256i one = _mm256_set1_epi16(1);
  sum0 = finish(step0, _mm256_sign_epi16(m0, _mm256_or_si256(step0.opposite, one)));
  sum1 = finish(step1, _mm256_sign_epi16(m1, _mm256_or_si256(step1.opposite, one)));
}

struct Left { uint32_t row; int16_t log, sign; };

// One row of A times `chains` panels of 32 columns side by side; a row of them holds logarithms, signs, ceilings of each.
// Chains of sums wait for their own results only: two fill the pipelines.
template <int chains> static void multiply(const Left* left, const Left* end, const int16_t* panel, uint16_t* out) {
  Sums sums[2 * chains];
  for (Sums& sum : sums) sum = {_mm256_set1_epi16(kZero), _mm256_setzero_si256()};
  for (; left < end; left++) {
    const __m256i log = _mm256_set1_epi16(left->log), sign = _mm256_set1_epi16(left->sign);
    for (int chain = 0; chain < chains; chain++) {
      const int16_t* row = panel + (left->row * chains + chain) * 96;
      const Step step0 = prepare(sums[2 * chain], log, sign, row), step1 = prepare(sums[2 * chain + 1], log, sign, row + 16);
      addDeltas(sums[2 * chain], sums[2 * chain + 1], step0, step1);
    }
  }
  for (int half = 0; half < 2 * chains; half++) {
    __m256i code = _mm256_and_si256(sums[half].x, _mm256_set1_epi16(kLogMask));
    code = _mm256_or_si256(code, _mm256_and_si256(sums[half].s, _mm256_set1_epi16(kSignBit)));
    const __m256i zero = _mm256_cmpgt_epi16(_mm256_set1_epi16(-kLargest), sums[half].x);
    _mm256_storeu_si256((__m256i*)(out + 16 * half), _mm256_blendv_epi8(code, _mm256_set1_epi16(kZeroCode), zero));
  }
}

template <int chains> static void gemm(int n, const uint16_t* a, const uint16_t* b, uint16_t* out, int16_t* panel, Left* left) {
  const int width = 32 * chains;
  for (int column = 0; column < n; column += width) {
    for (int k = 0; k < n; k++) {
      for (int j = 0; j < width; j++) {
        const int code = b[k * n + column + j];
        int16_t* row = panel + (k * chains + j / 32) * 96 + j % 32;
        row[0] = logarithm(code);
        row[32] = code & kSignBit ? -1 : 0;
        row[64] = code & 0x1000 ? kZeroProduct : kLargest;
      }
    }
    for (int row = 0; row < n; row++) {
      Left* end = left;
      for (int k = 0; k < n; k++) {
        const int code = a[row * n + k];
        if (!(code & 0x1000)) *end++ = {(uint32_t)k, (int16_t)logarithm(code), (int16_t)(code & kSignBit ? -1 : 0)};
      }
      multiply<chains>(left, end, panel, out + row * n + column);
    }
  }
}

int main(int, char** arguments) {
  const std::string directory = arguments[1];
  const int n = atoi(arguments[2]);
  const double seconds = atof(arguments[3]) / 1000;
  const auto name = [&](const char* which) { return directory + "/" + which + std::to_string(n) + ".bin"; };
  const auto a = readAll<uint16_t>(name("la")), b = readAll<uint16_t>(name("lb")), expected = readAll<uint16_t>(name("lc"));
  const auto tables = readAll<uint8_t>(directory + "/lt.bin");
  for (int row = 0; row < 32; row++) rows[row] = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i*)&tables[16 * row]));
  std::vector<uint16_t> out(n * n);
  int16_t* panel = (int16_t*)aligned_alloc(64, n * 384);
  std::vector<Left> left(n);
  double best = 1e9;
  bool exact = true;
  const auto run = [&](auto shape) {
    const double before = cpuSeconds();
    shape(n, a.data(), b.data(), out.data(), panel, left.data());
    best = std::min(best, cpuSeconds() - before);
    exact = exact && out == expected;
    std::fill(out.begin(), out.end(), 0);
  };
  for (const double start = cpuSeconds(); cpuSeconds() - start < seconds;) {
    run(gemm<1>);
    run(gemm<2>);
  }
  printf("{\"gmacPerSecond\": %.6f, \"exact\": %s}\n", (double)n * n * n / best / 1e9, exact ? "true" : "false");
}
