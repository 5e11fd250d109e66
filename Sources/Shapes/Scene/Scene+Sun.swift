import Kinematics
import NumericalMethods
import StationModel

/// How the joints of a scene stand to the Sun.
public struct SunFacing: Sendable, Hashable {
  /// The angles [rad].
  public var angles: JointAngles
  /// For each joint with a face that the Sun drives, how far the face is from where it should be
  /// [rad]: from the Sun for one that looks at it, from edge-on for one that stands edge-on. Nil for
  /// the others.
  public var errors: [Double?]

  /// The largest error [rad]; 0 where no face is driven.
  public var largestError: Double { errors.compactMap { $0 }.max() ?? 0 }
}

extension Scene {
  /// The angles at which the faces look at the Sun, or stand edge-on to it, as well as their joints
  /// let them.
  ///
  /// The sum of the cosines between the faces and the Sun is made greatest joint by joint, each in
  /// closed form, the inner ones first, until nothing moves; two axes at right angles, as SARJ and
  /// beta gimbal are, are there after one round. Each round starts from the pose that the file draws,
  /// so that the answer does not depend on where the joints stood. A joint whose faces do not come
  /// nearer to the Sun by turning (the Sun stands on its axis) stays as drawn.
  ///
  /// - Parameters:
  ///   - sun: the direction of the Sun along the station's axes, of any length.
  ///   - held: where the joints stand that the Sun does not drive.
  public func facing(sun: SIMD3<Double>, holding held: JointAngles? = nil) -> SunFacing {
    let sun = sun.normalized
    var angles = linkage.drawnAngles
    let held = held ?? linkage.heldAngles
    for (index, joint) in joints.enumerated() where joint.plan.drive.isIdle {
      angles[index] = held[index]
    }
    let order = linkage.links.compactMap(\.joint)
    let faces = faces()
    for _ in 0..<64 {
      var largest = 0.0
      for index in order where joints[index].plan.drive == .sun {
        let turned = turned(index, towards: sun, faces[index], angles)
        largest = max(largest, abs(turned - angles[index]))
        angles[index] = turned
      }
      if largest < 1e-12 { break }
    }
    for index in order where joints[index].plan.drive == .sunEdge {
      angles[index] = edged(index, to: sun, angles)
    }
    return SunFacing(angles: angles, errors: errors(sun, angles))
  }

  /// The faces that each joint turns towards the Sun: its own, or those of the driven joints beyond
  /// it, by index of the joint that has the face.
  private func faces() -> [[Int]] {
    let driven = joints.indices.filter {
      joints[$0].plan.drive == .sun && joints[$0].facing != nil
    }
    let chains = driven.map { linkage.chain(to: linkage.carriedLinks[$0]) }
    // A face with another driven face beyond it follows that one.
    let last = driven.indices.filter { place in
      !driven.indices.contains { $0 != place && chains[$0].contains(driven[place]) }
    }
    return joints.indices.map { index in
      last.filter { chains[$0].contains(index) }.map { driven[$0] }
    }
  }

  /// The link on the far side of a joint from the link at rest.
  private func outerLink(of joint: Int) -> Int {
    linkage.links.firstIndex { $0.joint == joint } ?? linkage.carriedLinks[joint]
  }

  /// The angle of a joint at which its faces together look nearest to the Sun, all else standing.
  private func turned(
    _ index: Int, towards sun: SIMD3<Double>, _ faces: [Int], _ angles: JointAngles
  ) -> Double {
    guard !faces.isEmpty else { return angles[index] }
    let moved = linkage.displacements(at: angles)
    let link = outerLink(of: index)
    let sense = linkage.links[link].isReversed ? -1.0 : 1.0
    let axis = sense * moved[link].direction(joints[index].axis)
    var along = 0.0
    var across = 0.0
    for face in faces {
      guard let drawn = joints[face].facing else { continue }
      let look = moved[linkage.carriedLinks[face]].direction(drawn)
      along += dot(sun, look - dot(look, axis) * axis)
      across += dot(sun, cross(axis, look))
    }
    guard (along * along + across * across).squareRoot() > 1e-9 * Double(faces.count) else {
      return angles[index]
    }
    let best = angles[index] + Elementary.atan2(across, along)
    return nearest(to: best, index) { limit in
      let (sine, cosine) = Elementary.sinCos(limit - angles[index])
      return along * cosine + across * sine
    }
  }

  /// The angle at which a face stands edge-on to the Sun; of the two, the one nearer to the pose that
  /// the file draws.
  private func edged(_ index: Int, to sun: SIMD3<Double>, _ angles: JointAngles) -> Double {
    guard let drawn = joints[index].facing else { return angles[index] }
    let moved = linkage.displacements(at: angles)
    let link = outerLink(of: index)
    // Where the joint carries what is at rest, turning it does not move the face.
    guard !linkage.links[link].isReversed else { return angles[index] }
    let axis = moved[link].direction(joints[index].axis)
    let look = moved[linkage.carriedLinks[index]].direction(drawn)
    // How far the face looks towards the Sun is constant + size cos(turn - phase).
    let constant = dot(look, axis) * dot(axis, sun)
    let along = dot(sun, look) - constant
    let across = dot(sun, cross(axis, look))
    let size = (along * along + across * across).squareRoot()
    guard size > 1e-9 else { return angles[index] }
    let phase = Elementary.atan2(across, along)
    let half = Elementary.atan2(
      max(0, size * size - constant * constant).squareRoot(), -constant)
    let candidates = [phase + half, phase - half].map { turn in
      nearest(to: angles[index] + turn, index) { limit in
        let (sine, cosine) = Elementary.sinCos(limit - angles[index])
        return -abs(constant + along * cosine + across * sine)
      }
    }
    func miss(_ angle: Double) -> Double {
      let (sine, cosine) = Elementary.sinCos(angle - angles[index])
      return abs(constant + along * cosine + across * sine)
    }
    let start = joints[index].plan.drawnAt
    return candidates.min { a, b in
      let (x, y) = (miss(a), miss(b))
      return abs(x - y) > 1e-9 ? x < y : abs(a - start) < abs(b - start)
    } ?? angles[index]
  }

  /// An angle brought within half a turn of the drawn one or, where the joint has limits, within them:
  /// a full turn more or less if that fits, else the better of the two limits.
  private func nearest(
    to angle: Double, _ index: Int, _ value: (Double) -> Double
  ) -> Double {
    let plan = joints[index].plan
    let turns = ((angle - plan.drawnAt) / (2 * .pi)).rounded()
    let near = angle - 2 * .pi * turns
    guard let limits = plan.limits, !limits.contains(near) else { return near }
    for other in [near + 2 * .pi, near - 2 * .pi] where limits.contains(other) { return other }
    return value(limits.lowerBound) >= value(limits.upperBound)
      ? limits.lowerBound : limits.upperBound
  }

  private func errors(_ sun: SIMD3<Double>, _ angles: JointAngles) -> [Double?] {
    let moved = linkage.displacements(at: angles)
    return joints.enumerated().map { index, joint in
      guard let drawn = joint.facing, !joint.plan.drive.isIdle else { return nil }
      let look = moved[linkage.carriedLinks[index]].direction(drawn)
      let angle = Elementary.atan2(cross(look, sun).magnitude, dot(look, sun))
      return joint.plan.drive == .sun ? angle : abs(angle - 0.5 * .pi)
    }
  }
}

extension RotaryJointDrive {
  /// Whether the Sun does not drive it.
  fileprivate var isIdle: Bool { self == .fixed || self == .free }
}
