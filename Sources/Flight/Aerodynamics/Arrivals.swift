import NumericalMethods
import Shapes

/// A molecule that arrives at a surface.
struct Arrival {
  /// Where [m].
  var point: SIMD3<Double>
  /// Of the surface, outward.
  var normal: SIMD3<Double>
  /// In units of the most probable speed of the gas at rest.
  var velocity: SIMD3<Double>

  /// The way it came, as a ray off the surface.
  var pathBack: Ray {
    Ray(origin: point + RayScene.liftOff * normal, direction: (-velocity).normalized)
  }
}

/// The molecules of a stream that would arrive at the surfaces of a body if none stood before another:
/// a draw of equal flux each, spread evenly.
struct Arrivals {
  let mesh: TriangleMesh
  let flow: SIMD3<Double>
  let speedRatio: Double
  let samples: Int
  let seed: UInt64
  /// Flux to all triangles up to and with each, in units of number density and thermal speed [m²].
  let sums: [Double]
  /// The flux that one molecule stands for, in that unit [m²].
  let fluxOfEach: Double

  init(
    _ mesh: TriangleMesh, flow: SIMD3<Double>, speedRatio: Double, samples: Int, seed: UInt64
  ) {
    self.mesh = mesh
    self.flow = flow
    self.speedRatio = speedRatio
    self.samples = max(1, samples)
    self.seed = seed
    var total = 0.0
    sums = mesh.triangles.indices.map { triangle in
      let areaVector = mesh.areaVector(of: triangle)
      let area = areaVector.magnitude
      if area > 0 {
        let panel = FreeMolecularPanel(
          cosine: -dot(areaVector, flow) / area, speedRatio: speedRatio)
        total += area * panel.shear * 0.5 * speedRatio
      }
      return total
    }
    fluxOfEach = total / Double(max(1, samples))
  }

  /// Powers of the inverse of the root of x⁶ = x + 1: multiples of them fill a space of five
  /// dimensions evenly (Roberts 2018, *The unreasonable effectiveness of quasirandom sequences*).
  private static let strides: [Double] = {
    var root = 1.1
    for _ in 0..<60 { root = Elementary.pow(1 + root, 1.0 / 6) }
    var strides: [Double] = []
    var power = 1.0
    for _ in 0..<5 {
      power /= root
      strides.append(power)
    }
    return strides
  }()

  /// Calls `body` for each molecule, in a fixed order.
  func visit(_ body: (Arrival) -> Void) {
    guard fluxOfEach > 0 else { return }
    let random = Philox4x32(seed: seed, stream: 0)
    let shifts = (0..<5).map { random.uniform(at: UInt64($0)) }
    var triangle = 0
    for number in 0..<samples {
      let level = (Double(number) + 0.5) * fluxOfEach
      while triangle < sums.count - 1, sums[triangle] < level { triangle += 1 }
      func uniform(_ dimension: Int) -> Double {
        let x = shifts[dimension] + Double(number + 1) * Self.strides[dimension]
        return x - x.rounded(.down)
      }
      body(arrival(at: triangle, uniform))
    }
  }

  private func arrival(at triangle: Int, _ uniform: (Int) -> Double) -> Arrival {
    let (a, b, c) = mesh.corners(of: triangle)
    let normal = mesh.areaVector(of: triangle).normalized
    // A point of the square folded into the triangle.
    var s = uniform(0)
    var t = uniform(1)
    if s + t > 1 { (s, t) = (1 - s, 1 - t) }
    let drift = speedRatio * flow
    let towards = -dot(drift, normal)
    let across = DriftingMaxwellian.speedAcross(fraction: uniform(2), towards: towards)
    let radius = (-Elementary.log(max(uniform(3), 0x1p-60))).squareRoot()
    let (sine, cosine) = Elementary.sinCos(2 * .pi * uniform(4))
    let (first, second) = NumericalMethods.across(normal)
    let along = drift + towards * normal + radius * (cosine * first + sine * second)
    return Arrival(
      point: a + s * (b - a) + t * (c - a), normal: normal, velocity: along - across * normal)
  }
}
