import Foundation
import Kinematics
import Orbits
import SpaceEnvironment
import Timing

// A day of a low orbit, with nothing prepared: forces and arc are made anew in every call. A field of
// degree and order 70, Sun, Moon, drag in NRLMSISE-00 under a constant Sun.

let data = try DataFolder.locate()
let given = Timing.arguments.folder.appendingPathComponent("EGM96.gfc")
let isEGM96 = FileManager.default.fileExists(atPath: given.path)
let field = try Geopotential(
  fileAt: isEGM96 ? given : data.appendingPathComponent("gravity-egm2008.csv"), degree: 70,
  order: 70)
let air = try AtmosphereNRLMSISE00(
  model: NRLMSISE00(tableAt: data.appendingPathComponent("nrlmsise00.csv")), constantFlux: 150,
  dailyIndex: 15)
let orientation = try EarthOrientation(
  tableAt: data.appendingPathComponent("earth-orientation.csv"))
let state = OrbitState<GCRF>(
  epoch: try Epoch(utc: "2024-03-20T00:00:00Z"),
  position: Position(1_116_280.632_231_536_6, 6_150_304.596_256_13, 2_663_988.652_622_173),
  velocity: Velocity(-5_480.985_412_789_892, -1_257.990_791_771_372_6, 5_202.672_997_259_759))
let object = DragAndPressure(ballisticArea: 2.2 * 1000 / 420_000)

func day() throws -> OrbitArc {
  let forces = try ForceModel(
    settings: .init(degree: 70, order: 70), from: state.epoch, to: state.epoch + 86_400,
    orientation: orientation, geopotential: field, density: air)
  return try NumericalPropagator(state: state, object: object, forces: forces).arc(for: 86_400)
}

var arc = try day()
try Timing.report("leo-day", per: "day", pieces: 1, repeats: 21) { arc = try day() }
let last = arc.state(at: arc.end)?.position.components ?? .zero
print("leo-day-evaluations", Double(arc.evaluations), "evaluations/day")
if isEGM96 {
  // Orekit 13.1.9, DormandPrince853, tolerance 1e-6 m, steps of 30 s and less: the same models,
  // NRLMSISE-00 with mean local solar time, DE440 for Sun and Moon.
  let orekit = SIMD3(-1_301_649.957_735, -5_969_937.022_646, -2_973_154.771_431)
  let off = ((last - orekit) * (last - orekit)).sum().squareRoot()
  print("leo-day-from-orekit", off, "m")
}
try Timing.keep([last.x, last.y, last.z], as: "last")
