// Embree 3 or 4, whichever the system has: what differs between them, and the records that Swift
// cannot make (they are aligned to more than its own), stay in here.
#pragma once
#include <stddef.h>
#if __has_include(<embree4/rtcore.h>)
#include <embree4/rtcore.h>
#else
#include <embree3/rtcore.h>
#endif

// Whether anything is met between the origin and `length` along the direction.
static inline int embree_is_blocked(
    RTCScene scene, float ox, float oy, float oz, float dx, float dy, float dz, float length) {
  struct RTCRay ray = {
      .org_x = ox, .org_y = oy, .org_z = oz, .tnear = 0, .dir_x = dx, .dir_y = dy, .dir_z = dz,
      .time = 0, .tfar = length, .mask = 0xffffffffu, .id = 0, .flags = 0};
#if RTC_VERSION_MAJOR >= 4
  rtcOccluded1(scene, &ray, NULL);
#else
  struct RTCIntersectContext context;
  rtcInitIntersectContext(&context);
  rtcOccluded1(scene, &context, &ray);
#endif
  return ray.tfar < 0;
}

// The number of the triangle that is met first, or RTC_INVALID_GEOMETRY_ID.
static inline unsigned embree_first_hit(
    RTCScene scene, float ox, float oy, float oz, float dx, float dy, float dz, float length) {
  struct RTCRayHit query = {
      .ray = {.org_x = ox, .org_y = oy, .org_z = oz, .tnear = 0, .dir_x = dx, .dir_y = dy,
              .dir_z = dz, .time = 0, .tfar = length, .mask = 0xffffffffu, .id = 0, .flags = 0},
      .hit = {.primID = RTC_INVALID_GEOMETRY_ID, .geomID = RTC_INVALID_GEOMETRY_ID,
              .instID = {RTC_INVALID_GEOMETRY_ID}}};
#if RTC_VERSION_MAJOR >= 4
  rtcIntersect1(scene, &query, NULL);
#else
  struct RTCIntersectContext context;
  rtcInitIntersectContext(&context);
  rtcIntersect1(scene, &context, &query);
#endif
  return query.hit.geomID == RTC_INVALID_GEOMETRY_ID ? RTC_INVALID_GEOMETRY_ID : query.hit.primID;
}
