// The limit that the event kernel is held against: a bare timing wheel with the same minimal components as
// bench/kernel.ts, without ports, activities, snapshots or checks.
//
//   event-wheel COMPONENTS CYCLES ROUNDS
//
// prints, per round and variant, one line: variant, events, seconds, hash of all components.
// Two variants of the wheel are measured, since either may be the faster one: a linked list through the
// components, and an array per slot.

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace {

constexpr uint32_t kSlots = 128;
constexpr uint32_t kMask = kSlots - 1;

struct Components {
  std::vector<uint32_t> x, s0, s1, s2, hash;

  explicit Components(uint32_t count) : x(count), s0(count), s1(count), s2(count), hash(count, 2166136261u) {
    for (uint32_t c = 0; c < count; c++) x[c] = (c + 1) * 2654435761u;
  }

  // One event of component c: a little work on its state, and the number of cycles until its next event.
  inline uint32_t wake(uint32_t c, uint32_t now) {
    uint32_t v = x[c];
    v ^= v << 13;
    v ^= v >> 17;
    v ^= v << 5;
    x[c] = v;
    switch (v & 3) {
      case 0: s0[c]++; break;
      case 1: s1[c] += s0[c]; break;
      case 2: s2[c] ^= s1[c]; break;
      default: s0[c] = s2[c] & 255;
    }
    hash[c] = (hash[c] ^ (now * 31 + s2[c])) * 16777619u;
    return 1 + ((v >> 8) & 63);
  }

  uint32_t digest() const {
    uint32_t all = 2166136261u;
    for (uint32_t h : hash) all = (all ^ h) * 16777619u;
    return all;
  }
};

struct Result {
  uint64_t events;
  uint32_t hash;
};

__attribute__((noinline)) Result runLists(uint32_t count, uint32_t cycles) {
  Components components(count);
  std::vector<int32_t> links(count);
  int32_t* next = links.data();
  int32_t first[kSlots];
  for (int32_t& f : first) f = -1;
  for (uint32_t c = 0; c < count; c++) {
    next[c] = first[0];
    first[0] = static_cast<int32_t>(c);
  }
  uint64_t events = 0;
  for (uint32_t now = 0; now < cycles; now++) {
    int32_t c = first[now & kMask];
    first[now & kMask] = -1;
    while (c >= 0) {
      const int32_t following = next[c];
      const uint32_t slot = (now + components.wake(static_cast<uint32_t>(c), now)) & kMask;
      next[c] = first[slot];
      first[slot] = c;
      events++;
      c = following;
    }
  }
  return {events, components.digest()};
}

__attribute__((noinline)) Result runArrays(uint32_t count, uint32_t cycles) {
  Components components(count);
  std::vector<uint32_t> storage(static_cast<size_t>(kSlots) * count);
  uint32_t* places = storage.data();
  uint32_t filled[kSlots] = {};
  for (uint32_t c = 0; c < count; c++) places[filled[0]++] = c;
  uint64_t events = 0;
  for (uint32_t now = 0; now < cycles; now++) {
    const uint32_t here = now & kMask;
    const uint32_t awake = filled[here];
    const uint32_t* list = places + static_cast<size_t>(here) * count;
    for (uint32_t i = 0; i < awake; i++) {
      const uint32_t c = list[i];
      const uint32_t slot = (now + components.wake(c, now)) & kMask;
      places[static_cast<size_t>(slot) * count + filled[slot]++] = c;
    }
    events += awake;
    filled[here] = 0;
  }
  return {events, components.digest()};
}

template <typename Run>
void measure(const char* name, Run run, uint32_t count, uint32_t cycles) {
  const auto start = std::chrono::steady_clock::now();
  const Result result = run(count, cycles);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::printf("%s %llu %.9f %08x\n", name, static_cast<unsigned long long>(result.events), seconds, result.hash);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: event-wheel COMPONENTS CYCLES ROUNDS\n");
    return 2;
  }
  const uint32_t count = static_cast<uint32_t>(std::strtoul(argv[1], nullptr, 10));
  const uint32_t cycles = static_cast<uint32_t>(std::strtoul(argv[2], nullptr, 10));
  const uint32_t rounds = static_cast<uint32_t>(std::strtoul(argv[3], nullptr, 10));
  for (uint32_t round = 0; round < rounds; round++) {
    measure("lists", runLists, count, cycles);
    measure("arrays", runArrays, count, cycles);
  }
  return 0;
}
