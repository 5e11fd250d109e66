// Distances with coal and FCL as their C++ callers see them: reads what `clearance.py` draws, prints
// lines `KERNEL PEER VALUE UNIT` and leaves the distances in the folder. libccd tells whether two
// solids meet and not how far they are apart: it is asked how much they have to grow until they do,
// and takes part in the comparison only.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

#ifdef WITH_COAL
#include <coal/distance.h>
#include <coal/shape/geometric_shapes.h>
#endif
#ifdef WITH_CCD
#include <ccd/ccd.h>
#endif
#ifdef WITH_FCL
#include <fcl/geometry/shape/box.h>
#include <fcl/geometry/shape/capsule.h>
#include <fcl/narrowphase/distance.h>
#endif

static double now() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

// Radius and length, or edges; then a rotation by rows and a centre.
struct Row {
  double size[3];
  double turn[9];
  double centre[3];
};

static std::vector<Row> read(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  std::vector<Row> rows(file.tellg() / sizeof(Row));
  file.seekg(0);
  file.read(reinterpret_cast<char*>(rows.data()), rows.size() * sizeof(Row));
  return rows;
}

template <class Work>
static void report(const char* kernel, const char* peer, size_t pairs, Work work) {
  std::vector<double> times;
  work();
  for (int i = 0; i < 9; i++) {
    double start = now();
    work();
    times.push_back(now() - start);
  }
  std::sort(times.begin(), times.end());
  std::printf("%s %s %.6g ns/pair\n", kernel, peer, 1e9 * times[4] / pairs);
}

static void keep(const std::vector<double>& d, const std::string& path) {
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(d.data()), d.size() * sizeof(double));
}

#ifdef WITH_CCD
// A box or, as a line along the third axis, what a capsule is round; with a ball around each point.
struct Grown {
  const Row* row;
  double half[3];
  double radius;
};

static void support(const void* object, const ccd_vec3_t* direction, ccd_vec3_t* farthest) {
  const Grown& solid = *static_cast<const Grown*>(object);
  const double* d = direction->v;
  const double length = std::sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
  for (int i = 0; i < 3; i++) farthest->v[i] = solid.row->centre[i] + solid.radius * d[i] / length;
  for (int axis = 0; axis < 3; axis++) {
    double along = 0;
    for (int i = 0; i < 3; i++) along += solid.row->turn[3 * i + axis] * d[i];
    for (int i = 0; i < 3; i++)
      farthest->v[i] +=
          std::copysign(solid.half[axis], along) * solid.row->turn[3 * i + axis];
  }
}

// By how much the two have to grow together until they meet; 0 where they do already. libccd sees a
// ball that only just touches late, by some 1e-5 m.
static double growth(Grown a, const Grown& b) {
  ccd_t ccd;
  CCD_INIT(&ccd);
  ccd.support1 = ccd.support2 = support;
  ccd.max_iterations = 1000;
  const double least = a.radius;
  if (ccdGJKIntersect(&a, &b, &ccd)) return 0;
  double low = 0, high = 1;
  while (a.radius = least + high, !ccdGJKIntersect(&a, &b, &ccd)) low = high, high *= 2;
  while (high - low > 1e-9) {
    const double middle = (low + high) / 2;
    a.radius = least + middle;
    (ccdGJKIntersect(&a, &b, &ccd) ? high : low) = middle;
  }
  return (low + high) / 2;
}
#endif

int main(int, char** argv) {
  const std::string folder = argv[1];
  const auto capsules = read(folder + "/capsules-placed.bin");
  const auto boxes = read(folder + "/boxes-placed.bin");
  const size_t half = capsules.size() / 2;
  std::vector<double> d(half * half), e(boxes.size() / 2);
#ifdef WITH_COAL
  {
    std::vector<coal::Capsule> shapes;
    std::vector<coal::Box> solids;
    std::vector<coal::Transform3s> at, where;
    auto place = [](const Row& r) {
      coal::Matrix3s m;
      for (int i = 0; i < 9; i++) m(i / 3, i % 3) = r.turn[i];
      return coal::Transform3s(m, coal::Vec3s(r.centre[0], r.centre[1], r.centre[2]));
    };
    for (const auto& r : capsules) shapes.emplace_back(r.size[0], r.size[1]), at.push_back(place(r));
    for (const auto& r : boxes)
      solids.emplace_back(r.size[0], r.size[1], r.size[2]), where.push_back(place(r));
    coal::DistanceRequest request;
    request.enable_signed_distance = false;
    report("capsules", "coal", d.size(), [&] {
      for (size_t i = 0; i < half; i++)
        for (size_t j = 0; j < half; j++) {
          coal::DistanceResult result;
          d[i * half + j] =
              coal::distance(&shapes[i], at[i], &shapes[half + j], at[half + j], request, result);
        }
    });
    report("hulls", "coal", e.size(), [&] {
      for (size_t i = 0; i < e.size(); i++) {
        coal::DistanceResult result;
        e[i] = coal::distance(
            &solids[2 * i], where[2 * i], &solids[2 * i + 1], where[2 * i + 1], request, result);
      }
    });
    keep(d, folder + "/coal-capsules.bin");
    keep(e, folder + "/coal-hulls.bin");
  }
#endif
#ifdef WITH_FCL
  {
    std::vector<fcl::Capsuled> shapes;
    std::vector<fcl::Boxd> solids;
    std::vector<fcl::Transform3d> at, where;
    auto place = [](const Row& r) {
      fcl::Transform3d t = fcl::Transform3d::Identity();
      for (int i = 0; i < 9; i++) t.linear()(i / 3, i % 3) = r.turn[i];
      t.translation() << r.centre[0], r.centre[1], r.centre[2];
      return t;
    };
    for (const auto& r : capsules) shapes.emplace_back(r.size[0], r.size[1]), at.push_back(place(r));
    for (const auto& r : boxes)
      solids.emplace_back(r.size[0], r.size[1], r.size[2]), where.push_back(place(r));
    fcl::DistanceRequestd request;
    report("capsules", "fcl", d.size(), [&] {
      for (size_t i = 0; i < half; i++)
        for (size_t j = 0; j < half; j++) {
          fcl::DistanceResultd result;
          d[i * half + j] =
              fcl::distance(&shapes[i], at[i], &shapes[half + j], at[half + j], request, result);
        }
    });
    report("hulls", "fcl", e.size(), [&] {
      for (size_t i = 0; i < e.size(); i++) {
        fcl::DistanceResultd result;
        e[i] = fcl::distance(
            &solids[2 * i], where[2 * i], &solids[2 * i + 1], where[2 * i + 1], request, result);
      }
    });
    keep(d, folder + "/fcl-capsules.bin");
    keep(e, folder + "/fcl-hulls.bin");
  }
#endif
#ifdef WITH_CCD
  auto box = [](const Row& r) {
    return Grown{&r, {r.size[0] / 2, r.size[1] / 2, r.size[2] / 2}, 0};
  };
  auto line = [](const Row& r) { return Grown{&r, {0, 0, r.size[1] / 2}, r.size[0]}; };
  for (size_t i = 0; i < half; i++)
    for (size_t j = 0; j < half; j++)
      d[i * half + j] = growth(line(capsules[i]), line(capsules[half + j]));
  for (size_t i = 0; i < e.size(); i++) e[i] = growth(box(boxes[2 * i]), box(boxes[2 * i + 1]));
  keep(d, folder + "/ccd-capsules.bin");
  keep(e, folder + "/ccd-hulls.bin");
#endif
}
