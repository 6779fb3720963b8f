// The limit that the bit-true LNS8 GEMM is held against: the same arithmetic on AVX2 with fused multiply-adds.
//
//   lns-gemm DIRECTORY N MILLISECONDS
//
// reads a{N}.bin and b{N}.bin (N x N codes of one byte, row-major) and c{N}.bin (the N x N accumulators expected,
// int32), multiplies for about that long (CPU time), and prints one JSON object: size, Gmac/s of the best run, the tile shape
// it came from, and whether every shape computed exactly c.
//
// A code is a sign and 7 exponent bits in steps of 1/8 octave; 0x80 is zero. Products are converted with constants of
// 8 fraction bits, summed exactly over 32 terms, rounded half up to multiples of 2^24 (LSB 2^16) and added to a
// saturating 24-bit accumulator. B is expanded into eight versions, one for each remainder of A's exponent, so that the
// inner loop multiplies by signed powers of two only; every sum is an integer below 2^53, exact in any order.

#include <immintrin.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#if !defined(__AVX2__) || !defined(__FMA__)
#error "this limit needs a machine with AVX2 and FMA"
#endif

namespace {

constexpr int kVector = 32;
constexpr int kRemainders = 8;
constexpr int kZero = 0x80;
constexpr double kUnit = 16777216.0;                          // 2^24: one accumulator LSB
constexpr double kRounder = 6755399441055744.0 * kUnit;       // 1.5 * 2^52 LSBs
constexpr double kHighest = 8388607.0 * kUnit;
constexpr double kLowest = -8388608.0 * kUnit;

// Per code: the signed power of two as a left factor, and the value per left remainder as a right one.
struct Tables {
  double factor[256];
  alignas(32) double versions[256][kRemainders];

  Tables() {
    for (int code = 0; code < 256; code++) {
      const int exponent = code & 127;
      const double sign = code == kZero ? 0 : (code & 128 ? -1 : 1);
      factor[code] = std::ldexp(sign, exponent >> 3);
      for (int left = 0; left < kRemainders; left++) {
        const int remainder = (exponent & 7) + left;
        const double constant = std::round(std::exp2((remainder & 7) / 8.0) * 256);
        versions[code][left] = std::ldexp(sign * constant, (exponent >> 3) + (remainder >> 3));
      }
    }
  }
};


template <typename T>
T* alignedArray(size_t count) {
  return static_cast<T*>(std::aligned_alloc(64, (count * sizeof(T) + 63) / 64 * 64));
}

class Gemm {
 public:
  Gemm(const uint8_t* a, const uint8_t* b, int32_t* c, int n)
      : a_(a), b_(b), c_(c), n_(n),
        factors_(alignedArray<double>(size_t(n) * n)),
        rows_(alignedArray<uint32_t>(size_t(n) * n)),
        panel_(alignedArray<double>(size_t(kVector) * kRemainders * 32)),
        accumulators_(alignedArray<double>(size_t(n) * 32)) {}

  ~Gemm() {
    std::free(factors_);
    std::free(rows_);
    std::free(panel_);
    std::free(accumulators_);
  }

  // One whole multiplication with tiles of Rows x Columns sums in registers.
  template <int Rows, int Columns>
  void run() {
    encodeLeft<Columns>();
    for (int j = 0; j < n_; j += Columns) {
      for (int k = 0; k < n_; k += kVector) {
        expand<Columns>(k, j);
        multiply<Rows, Columns>(k);
      }
      store<Columns>(j);
    }
  }

 private:
  // Factor and panel row of every left code, slice by slice.
  template <int Columns>
  void encodeLeft() {
    size_t at = 0;
    for (int k = 0; k < n_; k += kVector) {
      for (int i = 0; i < n_; i++) {
        for (int x = 0; x < kVector; x++, at++) {
          const uint8_t code = a_[size_t(i) * n_ + k + x];
          factors_[at] = tables_.factor[code];
          rows_[at] = (x * kRemainders + (code & 7)) * Columns;
        }
      }
    }
  }

  // Eight versions of 32 x Columns right codes: four codes and four versions at a time, transposed.
  template <int Columns>
  void expand(int k, int j) {
    for (int x = 0; x < kVector; x++) {
      const uint8_t* codes = b_ + size_t(k + x) * n_ + j;
      for (int column = 0; column < Columns; column += 4) {
        for (int version = 0; version < kRemainders; version += 4) {
          const __m256d v0 = _mm256_load_pd(&tables_.versions[codes[column]][version]);
          const __m256d v1 = _mm256_load_pd(&tables_.versions[codes[column + 1]][version]);
          const __m256d v2 = _mm256_load_pd(&tables_.versions[codes[column + 2]][version]);
          const __m256d v3 = _mm256_load_pd(&tables_.versions[codes[column + 3]][version]);
          const __m256d even01 = _mm256_unpacklo_pd(v0, v1), odd01 = _mm256_unpackhi_pd(v0, v1);
          const __m256d even23 = _mm256_unpacklo_pd(v2, v3), odd23 = _mm256_unpackhi_pd(v2, v3);
          double* out = panel_ + (x * kRemainders + version) * Columns + column;
          _mm256_store_pd(out, _mm256_permute2f128_pd(even01, even23, 0x20));
          _mm256_store_pd(out + Columns, _mm256_permute2f128_pd(odd01, odd23, 0x20));
          _mm256_store_pd(out + 2 * Columns, _mm256_permute2f128_pd(even01, even23, 0x31));
          _mm256_store_pd(out + 3 * Columns, _mm256_permute2f128_pd(odd01, odd23, 0x31));
        }
      }
    }
  }

  template <int Rows, int Columns>
  void multiply(int k) {
    const __m256d half = _mm256_set1_pd(0.5), rounder = _mm256_set1_pd(kRounder);
    const __m256d highest = _mm256_set1_pd(kHighest), lowest = _mm256_set1_pd(kLowest);
    const double* factor = factors_ + size_t(k) * n_;
    const uint32_t* row = rows_ + size_t(k) * n_;
    for (int i = 0; i < n_; i += Rows, factor += Rows * kVector, row += Rows * kVector) {
      __m256d sum[Rows][Columns / 4];
#pragma GCC unroll 8
      for (int r = 0; r < Rows; r++) {
#pragma GCC unroll 8
        for (int c = 0; c < Columns / 4; c++) sum[r][c] = half;
      }
      for (int x = 0; x < kVector; x++) {
#pragma GCC unroll 8
        for (int r = 0; r < Rows; r++) {
          const double* values = panel_ + row[r * kVector + x];
          const __m256d power = _mm256_broadcast_sd(factor + r * kVector + x);
#pragma GCC unroll 8
          for (int c = 0; c < Columns / 4; c++) sum[r][c] = _mm256_fmadd_pd(power, _mm256_load_pd(values + 4 * c), sum[r][c]);
        }
      }
#pragma GCC unroll 8
      for (int r = 0; r < Rows; r++) {
#pragma GCC unroll 8
        for (int c = 0; c < Columns / 4; c++) {
          double* at = accumulators_ + size_t(i + r) * Columns + 4 * c;
          __m256d next = _mm256_sub_pd(_mm256_add_pd(sum[r][c], rounder), rounder);
          if (k > 0) next = _mm256_add_pd(next, _mm256_load_pd(at));
          _mm256_store_pd(at, _mm256_max_pd(lowest, _mm256_min_pd(highest, next)));
        }
      }
    }
  }

  template <int Columns>
  void store(int j) {
    const __m256d scale = _mm256_set1_pd(1 / kUnit);
    for (int i = 0; i < n_; i++) {
      for (int c = 0; c < Columns; c += 4) {
        const __m256d values = _mm256_mul_pd(_mm256_load_pd(accumulators_ + size_t(i) * Columns + c), scale);
        _mm_storeu_si128(reinterpret_cast<__m128i*>(c_ + size_t(i) * n_ + j + c), _mm256_cvtpd_epi32(values));
      }
    }
  }

  const uint8_t* a_;
  const uint8_t* b_;
  int32_t* c_;
  int n_;
  Tables tables_;
  double* factors_;
  uint32_t* rows_;
  double* panel_;
  double* accumulators_;
};

std::vector<uint8_t> readFile(const std::string& path, size_t size) {
  std::vector<uint8_t> bytes(size);
  FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr || std::fread(bytes.data(), 1, size, file) != size) {
    std::fprintf(stderr, "cannot read %zu bytes of %s\n", size, path.c_str());
    std::exit(1);
  }
  std::fclose(file);
  return bytes;
}

// CPU time of this process, so that the turns of other processes do not count.
double cpuSeconds() {
  timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return double(time.tv_sec) + double(time.tv_nsec) * 1e-9;
}

struct Shape {
  const char* name;
  void (Gemm::*run)();
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: lns-gemm DIRECTORY N MILLISECONDS\n");
    return 1;
  }
  const std::string directory = argv[1];
  const std::string n = argv[2];
  const int size = std::atoi(argv[2]);
  const double limit = std::atof(argv[3]) / 1000;
  if (size <= 0 || size % 32 != 0) {
    std::fprintf(stderr, "N must be a multiple of 32\n");
    return 1;
  }
  const size_t count = size_t(size) * size;
  const auto a = readFile(directory + "/a" + n + ".bin", count);
  const auto b = readFile(directory + "/b" + n + ".bin", count);
  const auto expected = readFile(directory + "/c" + n + ".bin", count * 4);
  std::vector<int32_t> c(count);
  Gemm gemm(a.data(), b.data(), c.data(), size);

  const Shape shapes[] = {
      {"1 x 32", &Gemm::run<1, 32>}, {"2 x 16", &Gemm::run<2, 16>}, {"4 x 16", &Gemm::run<4, 16>}, {"1 x 16", &Gemm::run<1, 16>}};
  bool isExact = true;
  double best = 1e300;
  const char* bestShape = "";
  for (const Shape& shape : shapes) {
    std::fill(c.begin(), c.end(), 0);
    (gemm.*shape.run)();
    isExact = isExact && std::equal(expected.begin(), expected.end(), reinterpret_cast<const uint8_t*>(c.data()));
    const double start = cpuSeconds();
    do {
      const double before = cpuSeconds();
      (gemm.*shape.run)();
      const double elapsed = cpuSeconds() - before;
      if (elapsed < best) {
        best = elapsed;
        bestShape = shape.name;
      }
    } while (cpuSeconds() - start < limit / 4);
  }
  std::printf("{\"n\": %d, \"gmacPerSecond\": %.4f, \"shape\": \"%s\", \"exact\": %s}\n", size,
              double(count) * size / best / 1e9, bestShape, isExact ? "true" : "false");
  return 0;
}
