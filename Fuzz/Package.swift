// swift-tools-version: 6.2
import PackageDescription

// Feeds the readers of files texts that libFuzzer makes up; `run.sh` builds and runs it.

let package = Package(
  name: "fuzz",
  dependencies: [.package(name: "outpost", path: "..")],
  targets: [
    .systemLibrary(name: "CFuzzer"),
    .executableTarget(
      name: "readers",
      dependencies: [
        "CFuzzer",
        .product(name: "OutpostRooms", package: "outpost"),
      ],
      swiftSettings: [.treatAllWarnings(as: .error)]),
  ]
)
