import Exchange
import Foundation
import Kinematics

extension RunFiles {
  /// The series of every piece, a group a piece, and of every pair under `pairs`, which itself has
  /// the orbit in whose local frame they are told.
  func series() -> NetCDFGroup {
    var file = NetCDFGroup()
    let recording = result.recording
    file.attributes = [
      NetCDFAttribute("Conventions", "CF-1.11"),
      NetCDFAttribute("title", result.scenario.name),
      NetCDFAttribute("institution", "Outpost"),
      NetCDFAttribute("source", result.verdict.document["orbitSource"]?.text ?? ""),
      NetCDFAttribute("scenario", result.scenario.id),
      NetCDFAttribute("resultDigest", result.document["resultDigest"]?.text ?? ""),
      NetCDFAttribute("start_utc", recording.start.iso8601(digits: 9)),
    ]
    file.groups = recording.tracks.filter { !$0.times.isEmpty }.map(group)
    if !recording.pairs.isEmpty {
      var pairs = group(recording.reference)
      pairs.groups = recording.pairs.filter { !$0.times.isEmpty }.map(group)
      file.groups.append(pairs)
    }
    return file
  }

  /// `time` in elapsed seconds; as a date of the standard calendar it is off by a second from the
  /// leap seconds on that lie within the run.
  private func time(_ times: [Double]) -> NetCDFVariable {
    let start = result.recording.start.iso8601(digits: 6).dropLast()
    let date = start.replacingOccurrences(of: "T", with: " ")
    var variable = NetCDFVariable(
      "time", dimensions: ["time"], times, units: "seconds since \(date)",
      longName: "elapsed time", standardName: "time")
    variable.attributes.append(NetCDFAttribute("calendar", "standard"))
    variable.attributes.append(NetCDFAttribute("axis", "T"))
    return variable
  }

  private func group(_ track: Recording.Track) -> NetCDFGroup {
    var group = NetCDFGroup(track.id)
    group.attributes = [
      NetCDFAttribute(
        "modules", .texts(track.modules.map { result.assembly.modules[$0].id }))
    ]
    group.dimensions = [NetCDFDimension("time", count: track.times.count)]
    group.variables = [time(track.times)]
    for quantity in RecordedQuantity.allCases {
      group.variables.append(
        NetCDFVariable(
          quantity.rawValue, dimensions: ["time"], track.series(quantity),
          units: quantity.meaning.units, longName: quantity.meaning.name,
          standardName: quantity.standardName))
    }
    addJoints(of: track, to: &group)
    return group
  }

  /// The angles of the rotary joints, which their names label.
  private func addJoints(of track: Recording.Track, to group: inout NetCDFGroup) {
    guard !track.joints.isEmpty else { return }
    let names = track.joints.map { result.assembly.linkage.joints[$0].id }
    group.dimensions.append(NetCDFDimension("rotaryJoint", count: names.count))
    group.variables.append(
      NetCDFVariable(
        "rotaryJointName", dimensions: ["rotaryJoint"], .texts(names),
        attributes: [NetCDFAttribute("long_name", "module and rotary joint")]))
    for (name, values, units, says) in [
      ("jointAngle", track.jointAngles, "rad", "angle"),
      ("jointRate", track.jointRates, "rad s-1", "rate of turn"),
    ] {
      var variable = NetCDFVariable(
        name, dimensions: ["time", "rotaryJoint"], values, units: units,
        longName: "\(says) of the rotary joint, right-handed about its axis")
      variable.attributes.append(NetCDFAttribute("coordinates", "rotaryJointName"))
      group.variables.append(variable)
    }
  }

  private func group(_ reference: Recording.ReferenceTrack) -> NetCDFGroup {
    var group = NetCDFGroup("pairs")
    group.dimensions = [NetCDFDimension("time", count: reference.times.count)]
    group.variables = [time(reference.times)]
    for (axis, letter) in ["X", "Y", "Z"].enumerated() {
      for (quantity, units, rows) in [
        ("Position", "m", reference.positions), ("Velocity", "m s-1", reference.velocities),
      ] {
        group.variables.append(
          NetCDFVariable(
            "reference\(quantity)\(letter)", dimensions: ["time"], rows.map { $0[axis] },
            units: units,
            longName: "\(quantity.lowercased()) of the shared reference orbit in GCRF, "
              + letter.lowercased()))
      }
    }
    return group
  }

  private func group(_ pair: Recording.PairTrack) -> NetCDFGroup {
    let ids = [result.recording.tracks[pair.first].id, result.recording.tracks[pair.second].id]
    var group = NetCDFGroup(ids.joined(separator: "-"))
    group.attributes = [NetCDFAttribute("pieces", .texts(ids))]
    group.dimensions = [NetCDFDimension("time", count: pair.times.count)]
    group.variables = [time(pair.times)]
    for quantity in PairQuantity.allCases {
      group.variables.append(
        NetCDFVariable(
          quantity.rawValue, dimensions: ["time"], pair.series(quantity),
          units: quantity.meaning.units, longName: quantity.meaning.name))
    }
    return group
  }
}

extension RecordedQuantity {
  /// The name in the standard name table of CF (version 90), where there is one.
  var standardName: String? {
    switch self {
    case .altitude: "height_above_reference_ellipsoid"
    case .latitude: "latitude"
    case .longitude: "longitude"
    case .yaw: "platform_yaw"
    case .pitch: "platform_pitch"
    case .roll: "platform_roll"
    default: nil
    }
  }
}
