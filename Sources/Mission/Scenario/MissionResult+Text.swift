import Exchange
import Kinematics
import StationModel

extension MissionResult {
  /// The result for people: what was flown, the verdict, what happened, what was expected.
  public var text: String {
    var text = "\(scenario.name)\n\(recording.start.iso8601(digits: 0)) to "
    text += "\((recording.start + recording.duration).iso8601(digits: 0))\n"
    text += verdict.text + "\n"
    if !recording.burns.isEmpty { text += "burns:\n" }
    for burn in recording.burns {
      text += "  \((recording.start + burn.start).iso8601(digits: 0))  \(burn.engine) "
      text += "\(burn.direction), \(Assembly.rounded(burn.end - burn.start, 1)) s, "
      text += "\(Assembly.rounded(burn.deltaV, 2)) m/s, "
      text += "\(Assembly.rounded(burn.propellant, 1)) kg\n"
    }
    if !expectations.isEmpty { text += "expectations:\n" }
    for expectation in expectations {
      text += "  \(expectation.holds ? "holds" : "FAILS")  \(expectation.result.says)"
      text += expectation.holds ? "\n" : " (\(expectation.result.evidence))\n"
    }
    let held = expectations.count { $0.holds }
    text += "\(held) of \(expectations.count) expectations hold\n"
    return text
  }
}
