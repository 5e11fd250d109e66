// Arithmetic on eight real numbers side by side that Swift's own SIMD types do by calls.
//
// Every function is inlined into the Swift code that uses it. `a * b + c` is one fused operation
// where the target has one, and a product and a sum elsewhere; it is never a library call. The
// plain build (x86-64 without flags) therefore has the same bits on every machine.
#pragma once
#include <stdint.h>

typedef double outpost_lanes __attribute__((ext_vector_type(8)));
typedef double outpost_half_lanes __attribute__((ext_vector_type(4)));
typedef int64_t outpost_lane_bits __attribute__((ext_vector_type(8)));

#define OUTPOST_INLINE static inline __attribute__((always_inline))

OUTPOST_INLINE outpost_lanes lanes_multiply_add(outpost_lanes a, outpost_lanes b, outpost_lanes c) {
  return a * b + c;
}
OUTPOST_INLINE outpost_lanes lanes_subtract_product(
    outpost_lanes a, outpost_lanes b, outpost_lanes c) {
  return c - a * b;
}
OUTPOST_INLINE outpost_lanes lanes_product_less(
    outpost_lanes a, outpost_lanes b, outpost_lanes c) {
  return a * b - c;
}
OUTPOST_INLINE outpost_half_lanes half_lanes_multiply_add(
    outpost_half_lanes a, outpost_half_lanes b, outpost_half_lanes c) {
  return a * b + c;
}
OUTPOST_INLINE outpost_half_lanes half_lanes_product_less(
    outpost_half_lanes a, outpost_half_lanes b, outpost_half_lanes c) {
  return a * b - c;
}
// Whether a register of the CPU that is built for holds eight numbers.
OUTPOST_INLINE int lanes_are_whole(void) {
#ifdef __AVX512F__
  return 1;
#else
  return 0;
#endif
}
OUTPOST_INLINE outpost_lanes lanes_square_root(outpost_lanes a) {
  return __builtin_elementwise_sqrt(a);
}
OUTPOST_INLINE outpost_lanes lanes_absolute(outpost_lanes a) {
  return __builtin_elementwise_abs(a);
}
OUTPOST_INLINE outpost_lanes lanes_minimum(outpost_lanes a, outpost_lanes b) {
  return a < b ? a : b;
}
OUTPOST_INLINE outpost_lanes lanes_maximum(outpost_lanes a, outpost_lanes b) {
  return a > b ? a : b;
}
OUTPOST_INLINE outpost_lane_bits lanes_bits(outpost_lanes a) { return (outpost_lane_bits)a; }
OUTPOST_INLINE outpost_lanes lanes_from_bits(outpost_lane_bits a) { return (outpost_lanes)a; }
OUTPOST_INLINE int lanes_any_above(outpost_lanes a, outpost_lanes b) {
  return __builtin_reduce_or(a > b) != 0;
}
OUTPOST_INLINE double scalar_multiply_add(double a, double b, double c) { return a * b + c; }
