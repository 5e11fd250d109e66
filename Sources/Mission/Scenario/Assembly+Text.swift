import Exchange
import Kinematics
import NumericalMethods
import StationModel

extension Assembly {
  /// The station of a date, for people: the whole, its modules, joints, engines and crew.
  public var text: String {
    let everything = massProperties(of: Array(modules.indices), tankLoads: initialTankLoads)
    let c = everything.centre
    let i = everything.inertia
    var text = "\(name) on \(epoch.iso8601(digits: 0)): \(modules.count) modules and vehicles, "
    text += "\(joints.count) joints, crew of \(crew.count)\n"
    text += "mass \(Self.rounded(everything.mass, 0)) kg, of which "
    text += "\(Self.rounded(100 * stowageShare, 1)) % stowage\n"
    text += "centre of mass \(Self.rounded(c.x, 2)), \(Self.rounded(c.y, 2)), "
    text += "\(Self.rounded(c.z, 2)) m in \(frame.name)\n"
    text += "inertia xx \(Self.rounded(i[0, 0] / 1e6, 2)), yy \(Self.rounded(i[1, 1] / 1e6, 2)), "
    text += "zz \(Self.rounded(i[2, 2] / 1e6, 2)), xy \(Self.rounded(i[0, 1] / 1e6, 2)), "
    text += "xz \(Self.rounded(i[0, 2] / 1e6, 2)), yz \(Self.rounded(i[1, 2] / 1e6, 2)) "
    text += "10⁶ kg m²\n\n"
    for (index, module) in modules.enumerated() {
      let mass = massProperties(of: [index], tankLoads: initialTankLoads).mass
      let columns = [
        module.id.padded(20), module.plan.owner.padded(11),
        (Self.rounded(mass, 0) + " kg").padded(-11),
        "  " + neighbours(of: index).joined(separator: ", "),
      ]
      text += columns.joined() + "\n"
    }
    return text + jointsText + enginesText + crewText
  }

  private var jointsText: String {
    guard !joints.isEmpty else { return "" }
    let lines = joints.map { joint in
      "  " + joint.id.padded(22) + sides(of: joint).padded(42) + joint.mechanismName
    }
    return "\njoints:\n" + lines.joined(separator: "\n") + "\n"
  }

  private var enginesText: String {
    let lines = modules.flatMap { module in
      module.plan.engines.map { engine in
        let thrust = Self.rounded(engine.thrust.value, 0) + " N"
        return "  " + "\(module.id).\(engine.id)".padded(30)
          + "\(engine.count) x".padded(-6) + thrust.padded(-9) + "  "
          + engine.uses.map(\.rawValue).joined(separator: ", ").padded(17)
          + engine.status.rawValue
      }
    }
    return lines.isEmpty ? "" : "\nengines:\n" + lines.joined(separator: "\n") + "\n"
  }

  private var crewText: String {
    let lines = modules.compactMap { module -> String? in
      let names = crew.filter { $0.location == module.id }.map { "\($0.name) (\($0.seat))" }
      return names.isEmpty ? nil : "  " + module.id.padded(20) + names.joined(separator: ", ")
    }
    guard !lines.isEmpty else { return "" }
    return "\ncrew, where they sleep (and their seat home):\n" + lines.joined(separator: "\n")
      + "\n"
  }
}
