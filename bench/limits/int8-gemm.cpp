// The limit that the INT8 GEMM is held against: exact products and sums of 8-bit integers on AVX2.
//
//   int8-gemm DIRECTORY N MILLISECONDS
//
// reads aint8-{N}.bin and bint8-{N}.bin (N x N two's complement bytes, row-major) and cint8-{N}.bin (the N x N sums expected,
// int32), multiplies for about that long (CPU time), and prints one JSON object: size, Gmac/s of the best run, and whether
// it computed exactly c.
//
// Codes become 16-bit integers once; neighbours of the reduction lie side by side, for the instruction that multiplies and
// adds pairs. Sums of this size leave neither 32 bits nor the 24-bit accumulator, so nothing is clamped.

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

namespace {

constexpr int kRows = 4;
constexpr int kColumns = 16;

template <typename T>
T* alignedArray(size_t count) {
  return static_cast<T*>(std::aligned_alloc(64, (count * sizeof(T) + 63) / 64 * 64));
}

int32_t pairOf(int8_t first, int8_t second) { return (int32_t(second) << 16) | uint16_t(int16_t(first)); }

class Gemm {
 public:
  Gemm(const int8_t* a, const int8_t* b, int32_t* c, int n)
      : a_(a), b_(b), c_(c), n_(n), left_(alignedArray<int32_t>(size_t(n) * n / 2)), panel_(alignedArray<int32_t>(size_t(n) / 2 * kColumns)) {}

  ~Gemm() {
    std::free(left_);
    std::free(panel_);
  }

  void run() {
    packLeft();
    for (int j = 0; j < n_; j += kColumns) {
      packPanel(j);
      for (int i = 0; i < n_; i += kRows) multiplyTile(i, j);
    }
  }

 private:
  // Groups of 4 rows, pair by pair.
  void packLeft() {
    int32_t* at = left_;
    for (int i = 0; i < n_; i += kRows) {
      for (int k = 0; k < n_; k += 2) {
        for (int r = 0; r < kRows; r++) {
          const int8_t* from = a_ + size_t(i + r) * n_ + k;
          *at++ = pairOf(from[0], from[1]);
        }
      }
    }
  }

  void packPanel(int j) {
    for (int k = 0; k < n_; k += 2) {
      const __m256i first = _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(b_ + size_t(k) * n_ + j)));
      const __m256i second = _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(b_ + size_t(k + 1) * n_ + j)));
      const __m256i low = _mm256_unpacklo_epi16(first, second);
      const __m256i high = _mm256_unpackhi_epi16(first, second);
      __m256i* out = reinterpret_cast<__m256i*>(panel_ + size_t(k) / 2 * kColumns);
      _mm256_store_si256(out, _mm256_permute2x128_si256(low, high, 0x20));
      _mm256_store_si256(out + 1, _mm256_permute2x128_si256(low, high, 0x31));
    }
  }

  void multiplyTile(int i, int j) {
    __m256i sum[kRows][2];
#pragma GCC unroll 4
    for (int r = 0; r < kRows; r++) sum[r][0] = sum[r][1] = _mm256_setzero_si256();
    const int32_t* left = left_ + size_t(i) * n_ / 2;
    for (int k = 0; k < n_ / 2; k++, left += kRows) {
      const __m256i* right = reinterpret_cast<const __m256i*>(panel_ + size_t(k) * kColumns);
      const __m256i low = _mm256_load_si256(right);
      const __m256i high = _mm256_load_si256(right + 1);
#pragma GCC unroll 4
      for (int r = 0; r < kRows; r++) {
        const __m256i pair = _mm256_set1_epi32(left[r]);
        sum[r][0] = _mm256_add_epi32(sum[r][0], _mm256_madd_epi16(pair, low));
        sum[r][1] = _mm256_add_epi32(sum[r][1], _mm256_madd_epi16(pair, high));
      }
    }
#pragma GCC unroll 4
    for (int r = 0; r < kRows; r++) {
      __m256i* out = reinterpret_cast<__m256i*>(c_ + size_t(i + r) * n_ + j);
      _mm256_storeu_si256(out, sum[r][0]);
      _mm256_storeu_si256(out + 1, sum[r][1]);
    }
  }

  const int8_t* a_;
  const int8_t* b_;
  int32_t* c_;
  int n_;
  int32_t* left_;
  int32_t* panel_;
};

template <typename T>
std::vector<T> readFile(const std::string& path, size_t count) {
  std::vector<T> values(count);
  FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr || std::fread(values.data(), sizeof(T), count, file) != count) {
    std::fprintf(stderr, "cannot read %zu values of %s\n", count, path.c_str());
    std::exit(1);
  }
  std::fclose(file);
  return values;
}

// CPU time of this process, so that the turns of other processes do not count.
double cpuSeconds() {
  timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return double(time.tv_sec) + double(time.tv_nsec) * 1e-9;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: int8-gemm DIRECTORY N MILLISECONDS\n");
    return 1;
  }
  const std::string end = "int8-" + std::string(argv[2]) + ".bin";
  const int size = std::atoi(argv[2]);
  const double limit = std::atof(argv[3]) / 1000;
  if (size <= 0 || size % 32 != 0) {
    std::fprintf(stderr, "N must be a multiple of 32\n");
    return 1;
  }
  const std::string directory = std::string(argv[1]) + "/";
  const size_t count = size_t(size) * size;
  const auto a = readFile<int8_t>(directory + "a" + end, count);
  const auto b = readFile<int8_t>(directory + "b" + end, count);
  const auto expected = readFile<int32_t>(directory + "c" + end, count);
  std::vector<int32_t> c(count);
  Gemm gemm(a.data(), b.data(), c.data(), size);
  gemm.run();
  const bool isExact = c == expected;
  double best = 1e300;
  const double start = cpuSeconds();
  do {
    const double before = cpuSeconds();
    gemm.run();
    best = std::min(best, cpuSeconds() - before);
  } while (cpuSeconds() - start < limit);
  std::printf("{\"n\": %d, \"gmacPerSecond\": %.4f, \"exact\": %s}\n", size, double(count) * size / best / 1e9, isExact ? "true" : "false");
  return 0;
}
