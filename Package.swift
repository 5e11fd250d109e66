// swift-tools-version: 6.2
import Foundation
import PackageDescription

// The rooms of the house, from the ground up; ARCHITECTURE.md draws them. Arrows point down only.

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

/// A room: its sources in `Sources/NAME`, the rooms and libraries it may use, and what the linker has
/// to be told of by name.
func room(
  _ name: String, uses dependencies: [Target.Dependency] = [], links libraries: [String] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, swiftSettings: strict,
    linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]
      + libraries.map { .linkedLibrary($0) })
}

/// Embree's name for the linker: Debian 12 has version 3, later ones have 4, without pkg-config.
let embree =
  FileManager.default.fileExists(atPath: "/usr/include/embree4/rtcore.h") ? "embree4" : "embree3"

/// The tests of a room, in `Tests/NAMETests`, with folders of files that they read. All see what
/// tests share, `TestSupport`.
func tests(
  of name: String, uses dependencies: [Target.Dependency] = [], reads resources: [String] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name), "TestSupport"] + dependencies,
    exclude: resources, swiftSettings: strict)
}

/// A C library that Debian installs.
func library(_ name: String, pkgConfig: String? = nil, debian package: String) -> Target {
  .systemLibrary(
    name: name, path: "Sources/\(name)", pkgConfig: pkgConfig, providers: [.apt([package])])
}

let package = Package(
  name: "outpost",
  products: [
    .executable(name: "outpost", targets: ["outpost"]),
    // What `Benchmarks` times and `Fuzz` feeds: another package sees no room that is not in a product.
    .library(
      name: "OutpostRooms",
      targets: [
        "Mission", "Flight", "Shapes", "StationModel", "Orbits", "Exchange", "SpaceEnvironment",
        "Kinematics", "NumericalMethods",
      ]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // MARK: - The command line
    .executableTarget(
      name: "outpost",
      dependencies: [
        "Report", "Mission", "Flight", "Systems", "Shapes", "StationModel", "Orbits", "Exchange",
        "SpaceEnvironment", "Kinematics", "NumericalMethods",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // MARK: - The world and its laws
    room(
      "Mission",
      uses: [
        "Flight", "Systems", "Exchange",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),

    // MARK: - What people see
    room("Report", uses: ["Mission", "Figures"]),
    room("Figures"),

    // MARK: - Physics of pieces
    room("Flight", uses: ["Orbits", "Shapes"]),
    room("Systems", uses: ["Shapes", "SpaceEnvironment"]),

    // MARK: - The station
    room("Shapes", uses: ["StationModel", "Exchange", "CEmbree"], links: [embree]),
    room("StationModel", uses: ["Kinematics", "Exchange"]),

    // MARK: - Orbits and the field's files
    room("Orbits", uses: ["SpaceEnvironment"]),
    room(
      "Exchange",
      uses: ["Kinematics", "CNetCDF", .product(name: "Yams", package: "Yams")]),

    // MARK: - Space, time, numbers
    room("SpaceEnvironment", uses: ["Kinematics", "CERFA"]),
    room("Kinematics", uses: ["NumericalMethods", "CERFA"]),
    room("NumericalMethods", uses: ["CLanes"]),

    // MARK: - C libraries, and a header of our own
    .systemLibrary(name: "CLanes"),
    library("CEmbree", debian: "libembree-dev"),
    library("CERFA", pkgConfig: "erfa", debian: "liberfa-dev"),
    library("CNetCDF", pkgConfig: "netcdf", debian: "libnetcdf-dev"),

    // MARK: - Tests
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    tests(of: "NumericalMethods"),
    tests(of: "Kinematics", uses: ["CERFA"]),
    tests(of: "SpaceEnvironment"),
    tests(of: "Exchange"),
    tests(of: "Orbits", uses: ["Exchange"]),
    tests(of: "StationModel", reads: ["Broken"]),
    tests(of: "Shapes"),
    tests(of: "Flight"),
    tests(of: "Systems"),
    tests(
      of: "Mission", uses: [.product(name: "GRDB", package: "GRDB.swift")],
      reads: ["BrokenScenarios"]),
    tests(of: "Figures"),
    tests(of: "Report"),
    tests(of: "outpost", uses: ["Mission", "Exchange"]),
  ]
)

// A room sees what the rooms that it uses see. The build has to know of that too: what a type looks
// like in memory changes everyone that handles it, not its neighbours alone.
func roomsBelow(_ target: Target, among rooms: [String: Target]) -> [String] {
  target.dependencies.flatMap { dependency -> [String] in
    guard case .byNameItem(let name, _) = dependency, let room = rooms[name] else { return [] }
    return [name] + roomsBelow(room, among: rooms)
  }
}

let rooms = Dictionary(uniqueKeysWithValues: package.targets.map { ($0.name, $0) })
let seen = package.targets.map { Set(roomsBelow($0, among: rooms)).sorted() }
for (target, below) in zip(package.targets, seen) {
  let others = target.dependencies.filter { dependency in
    if case .byNameItem(let name, _) = dependency { return rooms[name] == nil }
    return true
  }
  target.dependencies = others + below.map { .byName(name: $0) }
}
