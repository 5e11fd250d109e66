import Flight
import Foundation
import Kinematics
import NumericalMethods
import Shapes
import SpaceEnvironment
import StationModel
import Timing

// The International Space Station in thin air: its projected area with its parts hiding each other, the
// table of force and torque over all attitudes, and a question to the table.

let data = try DataFolder.locate()
let plan = try StationPlan(
  contentsOf: data.deletingLastPathComponent().appendingPathComponent("Stations/iss.yaml"),
  mechanisms: MechanismCatalogue(tableAt: data.appendingPathComponent("docking-mechanisms.csv")))
let station = try Assembly(plan, at: Epoch(utc: "2024-03-06"))
let mesh = TriangleMesh(of: station.solids(of: Array(station.modules.indices)))

/// Directions that cover the sphere evenly.
func direction(_ number: Int, of count: Int) -> SIMD3<Double> {
  let z = 1 - (2 * Double(number) + 1) / Double(count)
  let (sine, cosine) = Elementary.sinCos(2.4 * Double(number))
  let radius = (1 - z * z).squareRoot()
  return SIMD3(radius * cosine, radius * sine, z)
}

var finder = try SilhouetteFinder(mesh, cell: 0.3)
var areas = [Double](repeating: 0, count: 64)
Timing.report("projected-area", per: "attitude", pieces: 64, repeats: 15) {
  for number in 0..<64 {
    areas[number] = finder.silhouette(along: direction(number, of: 64)).area
  }
}
var fine = try SilhouetteFinder(mesh, cell: 0.03)
let errors = areas.indices.map {
  abs(areas[$0] / fine.silhouette(along: direction($0, of: 64)).area - 1)
}
print("projected-area-off", 100 * (errors.max() ?? 0), "%")

let surface = GasSurface(wallTemperature: 300)
var made: AerodynamicTable?
try Timing.report("aerodynamic-table", per: "table", pieces: 1, repeats: 1) {
  made = try AerodynamicTable(of: mesh, surface: surface)
}
guard let table = made else { exit(1) }
var sum = SIMD3<Double>.zero
Timing.report("aerodynamic-table-call", per: "call", pieces: 100_000, repeats: 5) {
  for number in 0..<100_000 {
    let flow = direction(number, of: 100_000)
    sum += table.coefficients(flow: flow, speedRatio: 7, reflectedSpeed: 0.07)?.force ?? .zero
  }
}
let flow = ShadowedFlow(try RayScene(mesh), surface: surface)
var worst = 0.0
for number in 0..<16 {
  let way = direction(number, of: 16)
  let direct = flow.coefficients(
    flow: way, speedRatio: 7, reflectedSpeed: 0.07, samples: 200_000)
  let tabled = table.coefficients(flow: way, speedRatio: 7, reflectedSpeed: 0.07)
  worst = max(worst, ((tabled?.force ?? sum) - direct.force).magnitude / direct.force.magnitude)
}
print("aerodynamic-table-off", 100 * worst, "%")
