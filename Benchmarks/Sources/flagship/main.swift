import Exchange
import Foundation
import Kinematics
import Mission
import Timing

// The Russian segment leaves the station, at full fidelity: both pieces in six degrees of freedom for a
// day. It is flown twice in one process. The first flight makes the tables of what air and light do to
// the shapes; the second is handed them. What the first takes longer is the making.

let data = try DataFolder.locate()
let name = data.deletingLastPathComponent()
  .appendingPathComponent("Scenarios/russian-segment-departure.yaml")
let standards = try Standards(dataFolder: data)
let run = try ScenarioRun(
  try Scenario(contentsOf: name, named: "russian-segment-departure.yaml"), dataFolder: data,
  standards: standards, fidelity: .full)

var tables = ShapeTables()
var digests: [JSONValue?] = []
var times: [Double] = []
for _ in 0..<2 {
  let start = Timing.cpuSeconds
  let result = try run.fly(with: &tables)
  times.append(Timing.cpuSeconds - start)
  digests.append(result.document["resultDigest"])
}
guard digests[0] == digests[1], digests[0] != nil else {
  FileHandle.standardError.write(Data("the tables changed the flight\n".utf8))
  exit(1)
}
print("flagship-flight", times[1], "s")
print("flagship-tables", times[0] - times[1], "s")
print("flagship-whole", times[0], "s")
