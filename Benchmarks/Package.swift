// swift-tools-version: 6.2
import PackageDescription

// One program a kernel, in `Sources/KERNEL`; what it is compared with stands in `peers/KERNEL.py`.

func kernel(_ name: String) -> Target {
  .executableTarget(
    name: name,
    dependencies: ["Timing", .product(name: "OutpostRooms", package: "outpost")])
}

let package = Package(
  name: "benchmarks",
  dependencies: [.package(name: "outpost", path: "..")],
  targets: [
    .target(name: "Timing"),
    kernel("aerodynamics"),
    kernel("clearance"),
    kernel("density"),
    kernel("flagship"),
    kernel("gravity"),
    kernel("leo"),
    kernel("lifetime"),
    kernel("sgp4"),
    kernel("sixdof"),
  ]
)
