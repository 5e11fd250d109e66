import NumericalMethods
import Shapes

/// Force and torque of thin air on a body whose parts stand before each other, by following molecules
/// back along their paths.
///
/// Points are spread over all surfaces in proportion to the molecules that would arrive, and to each a
/// molecule is drawn from those of the drifting Maxwellian that cross the surface. Where its path back
/// meets the body, it cannot have come, and its momentum is taken from the closed form of the
/// unshadowed body: a convex body has that exactly. The error falls as 1/√n or better; 100,000
/// molecules give the drag of a station to about 0.2 %.
///
/// Molecules that leave one surface and meet another are not followed here.
/// ``collisions(flow:speedRatio:reflectedSpeed:samples:seed:)`` follows them, and bounds what that leaves
/// out. At S = 7.3, walls of 300 K and full accommodation it is 1.2 % of the force on an L that the
/// stream meets from inside, as much on two plates that face each other where the stream slants between
/// them, and 0.01 % where it runs along them. It grows as the speed that molecules leave with: 5, 5 and
/// 0.05 % at an accommodation of 0.8.
public struct ShadowedFlow: Sendable {
  /// The body.
  public let scene: RayScene
  /// How molecules leave it.
  public let surface: GasSurface

  /// The flow about a body.
  public init(_ scene: RayScene, surface: GasSurface) {
    self.scene = scene
    self.surface = surface
  }

  /// Force and torque over ½ρV².
  ///
  /// - Parameters:
  ///   - flow: where the air goes, along the axes of the mesh; a unit vector.
  ///   - speedRatio: of the stream.
  ///   - reflectedSpeed: as ``GasStream/reflectedSpeed(from:)`` gives it.
  ///   - samples: how many molecules are followed.
  ///   - seed: of the draw: the same seed gives the same bits.
  public func coefficients(
    flow: SIMD3<Double>, speedRatio: Double, reflectedSpeed: Double, samples: Int = 100_000,
    seed: UInt64 = 1
  ) -> StreamCoefficients {
    var sum = StreamCoefficients.unshadowed(
      scene.mesh, flow: flow, speedRatio: speedRatio, reflectedSpeed: reflectedSpeed,
      surface: surface)
    let arrivals = Arrivals(
      scene.mesh, flow: flow, speedRatio: speedRatio, samples: samples, seed: seed)
    let scale = 2 * arrivals.fluxOfEach / (speedRatio * speedRatio)
    let leaving = 0.5 * Double.pi.squareRoot() * reflectedSpeed * speedRatio
    arrivals.visit { molecule in
      guard scene.isBlocked(molecule.pathBack) else { return }
      sum.add(-scale * momentum(of: molecule, leaving: leaving), at: molecule.point)
    }
    return sum
  }

  /// What a molecule leaves at the surface, in units of its mass and the thermal speed.
  ///
  /// - Parameter leaving: mean momentum across the surface of those that leave diffusely.
  private func momentum(of molecule: Arrival, leaving: Double) -> SIMD3<Double> {
    let across = -dot(molecule.velocity, molecule.normal)
    let along = molecule.velocity + across * molecule.normal
    let normal =
      (2 - surface.normalAccommodation) * across + surface.normalAccommodation * leaving
    return surface.tangentialAccommodation * along - normal * molecule.normal
  }

  /// Force and torque over ½ρV² with and without the collisions after the first, both from the same
  /// molecules, each followed from surface to surface until it leaves; they leave diffusely.
  ///
  /// - Parameters:
  ///   - flow: where the air goes, along the axes of the mesh; a unit vector.
  ///   - speedRatio: of the stream.
  ///   - reflectedSpeed: as ``GasStream/reflectedSpeed(from:)`` gives it.
  ///   - samples: how many molecules are followed.
  ///   - seed: of the draw.
  public func collisions(
    flow: SIMD3<Double>, speedRatio: Double, reflectedSpeed: Double, samples: Int, seed: UInt64
  ) -> (first: StreamCoefficients, all: StreamCoefficients) {
    let arrivals = Arrivals(
      scene.mesh, flow: flow, speedRatio: speedRatio, samples: samples, seed: seed)
    let scale = 2 * arrivals.fluxOfEach / (speedRatio * speedRatio)
    let leaving = reflectedSpeed * speedRatio
    var first = StreamCoefficients.zero
    var later = StreamCoefficients.zero
    var number: UInt64 = 0
    arrivals.visit { molecule in
      number += 1
      guard !scene.isBlocked(molecule.pathBack) else { return }
      var draws = Philox4x32(seed: seed, stream: number)
      first.add(scale * molecule.velocity, at: molecule.point)
      var point = molecule.point
      var normal = molecule.normal
      for bounce in 0..<64 {
        let velocity = leaving * Self.emission(along: normal, &draws)
        if bounce == 0 {
          first.add(-scale * velocity, at: point)
        } else {
          later.add(-scale * velocity, at: point)
        }
        let ray = Ray(
          origin: point + RayScene.liftOff * normal, direction: velocity.normalized)
        guard let hit = scene.firstHit(ray) else { return }
        point = ray.origin + hit.distance * ray.direction
        normal = scene.mesh.areaVector(of: hit.triangle).normalized
        if dot(normal, ray.direction) > 0 { normal = -normal }
        later.add(scale * velocity, at: point)
      }
    }
    return (
      first,
      StreamCoefficients(force: first.force + later.force, torque: first.torque + later.torque)
    )
  }

  /// A velocity of a molecule that leaves a wall diffusely, in units of its most probable speed: its
  /// direction by the cosine law, the square of its speed the sum of two exponential draws.
  private static func emission(
    along normal: SIMD3<Double>, _ draws: inout Philox4x32
  ) -> SIMD3<Double> {
    func uniform() -> Double { (Double(draws.next() >> 11) + 0.5) * 0x1p-53 }
    let speed = (-Elementary.log(uniform() * uniform())).squareRoot()
    let square = uniform()
    let (sine, cosine) = Elementary.sinCos(2 * .pi * uniform())
    let (first, second) = across(normal)
    let outward = (1 - square).squareRoot()
    let sideways = square.squareRoot()
    return speed * (outward * normal + sideways * (cosine * first + sine * second))
  }
}
