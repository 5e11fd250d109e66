import Kinematics
import NumericalMethods

/// Eight satellites of the near-Earth theory side by side: what it needs of them, made once.
///
/// Letters without words are those of the report, as in ``SGP4Drag``. Where the theory leaves out
/// the fine terms of drag they are zero here, so that all lanes do the same.
struct SGP4Lanes {
  /// Epoch: whole days of TAI since 2000, and the minute of that day.
  var day = Lanes.zero
  var minute = Lanes.zero
  /// The greatest time [min] to both sides of the epoch for which a lane is answered; 0 where it
  /// never is.
  var reach = Lanes.zero
  /// The unit of speed of the theory [m/s]: kept here because it is no literal.
  let speedUnit = Lanes(repeating: 1000 * SGP4Earth.radius * SGP4Earth.ke / 60)
  /// Elements at the epoch, axis [Earth radii] and its square root.
  var eccentricity = Lanes.zero
  var perigee = Lanes.zero
  var meanAnomaly = Lanes.zero
  var node = Lanes.zero
  var meanMotion = Lanes.zero
  var axis = Lanes.zero
  var axisRoot = Lanes.zero
  /// Rates from the Earth's shape [rad/min].
  var meanAnomalyRate = Lanes.zero
  var perigeeRate = Lanes.zero
  var nodeRate = Lanes.zero
  /// What the inclination makes of them.
  var sine = Lanes.zero
  var cosine = Lanes.zero
  var threeCosine2Minus1 = Lanes.zero
  var sevenCosine2Minus1 = Lanes.zero
  var sine2 = Lanes.zero
  var eccentricityVectorTerm = Lanes.zero
  var longitudeTerm = Lanes.zero
  /// Drag: polynomials in time of the axis (from its first power on) and of the longitude (from the
  /// second), and what hangs on the mean anomaly.
  var axis1 = Lanes.zero
  var axis2 = Lanes.zero
  var axis3 = Lanes.zero
  var axis4 = Lanes.zero
  var longitude2 = Lanes.zero
  var longitude3 = Lanes.zero
  var longitude4 = Lanes.zero
  var longitude5 = Lanes.zero
  var eccentricity1 = Lanes.zero
  var eccentricitySine = Lanes.zero
  var sineAtEpoch = Lanes.zero
  var nodeDrag = Lanes.zero
  var perigeeDrag = Lanes.zero
  var anomalyCube = Lanes.zero
  var cubeAtEpoch = Lanes.zero
  var eta = Lanes.zero

  /// Puts a satellite into a lane. Deep space is left to the theory one by one: its lane has no
  /// reach.
  mutating func set(_ lane: Int, _ propagator: SGP4Propagator) {
    let epoch = SGP4BatchTime(propagator.elements.epoch)
    day[lane] = epoch.day
    minute[lane] = epoch.minute
    guard propagator.deepSpace == nil else { return }
    let secular = propagator.secular
    let start = secular.start
    eccentricity[lane] = start.eccentricity
    perigee[lane] = start.perigee
    meanAnomaly[lane] = start.meanAnomaly
    node[lane] = start.node
    meanMotion[lane] = start.meanMotion
    axis[lane] = secular.semiMajorAxis
    axisRoot[lane] = secular.semiMajorAxis.squareRoot()
    meanAnomalyRate[lane] = secular.meanAnomalyRate
    perigeeRate[lane] = secular.perigeeRate
    nodeRate[lane] = secular.nodeRate
    nodeDrag[lane] = secular.nodeDrag
    sine[lane] = secular.shape.sine
    cosine[lane] = secular.shape.cosine
    threeCosine2Minus1[lane] = secular.shape.threeCosine2Minus1
    sevenCosine2Minus1[lane] = secular.shape.sevenCosine2Minus1
    sine2[lane] = secular.shape.sine2
    eccentricityVectorTerm[lane] = secular.shape.eccentricityVectorTerm
    longitudeTerm[lane] = secular.shape.longitudeTerm
    set(lane, secular.coefficients)
    reach[lane] = reachOf(lane)
  }

  private mutating func set(_ lane: Int, _ drag: SGP4Drag) {
    axis1[lane] = drag.c1
    longitude2[lane] = 1.5 * drag.c1
    eccentricity1[lane] = drag.eccentricityRate
    guard let fine = drag.fine else { return }
    axis2[lane] = fine.axis.x
    axis3[lane] = fine.axis.y
    axis4[lane] = fine.axis.z
    longitude3[lane] = fine.longitude.x
    longitude4[lane] = fine.longitude.y
    longitude5[lane] = fine.longitude.z
    eccentricitySine[lane] = fine.eccentricity
    sineAtEpoch[lane] = fine.sineAtEpoch
    perigeeDrag[lane] = fine.perigee
    anomalyCube[lane] = fine.anomaly
    cubeAtEpoch[lane] = fine.cubeAtEpoch
    eta[lane] = fine.eta
  }

  /// How far [min] every angle of a lane stays within the bounds of the lanes' sine, with digits
  /// enough for 1e-8 km: some 300 days for a low orbit.
  private func reachOf(_ lane: Int) -> Double {
    let angle = 3e4
    let turn = 1e3
    let cube = (1 + eta[lane].magnitude) * (1 + eta[lane].magnitude) * (1 + eta[lane].magnitude)
    let swing = anomalyCube[lane].magnitude * (cube + cubeAtEpoch[lane].magnitude)
    let start = [meanAnomaly[lane], perigee[lane], node[lane]].map(\.magnitude).max() ?? 0
    guard swing < turn, start < turn else { return 0 }
    func bound(_ limit: Double, _ coefficient: Double, _ power: Double) -> Double {
      let size = coefficient.magnitude
      return size == 0 ? .infinity : Elementary.pow(limit / size, 1 / power)
    }
    let n = meanMotion[lane]
    let bounds = [
      bound(angle, meanAnomalyRate[lane], 1), bound(angle, perigeeRate[lane], 1),
      bound(angle, nodeRate[lane], 1), bound(turn, nodeDrag[lane], 2),
      bound(turn, perigeeDrag[lane], 1), bound(turn, n * longitude2[lane], 2),
      bound(turn, n * longitude3[lane], 3), bound(turn, n * longitude4[lane], 4),
      bound(turn, n * longitude5[lane], 5), SGP4Propagator.reach,
    ]
    let least = bounds.reduce(Double.infinity) { $1 < $0 ? $1 : $0 }
    return bounds.contains { $0.isNaN } ? 0 : least
  }
}

/// An instant as the lanes count it: whole days of TAI since 2000, and the minute of that day.
///
/// Differences of both add up to minutes that depend on the two instants alone.
struct SGP4BatchTime: Sendable {
  var day: Double
  var minute: Double
}

extension SGP4BatchTime {
  init(_ epoch: Epoch) {
    let dayLength: Int64 = 86_400_000_000_000
    let (whole, rest) = epoch.nanosecondsTAI.quotientAndRemainder(dividingBy: dayLength)
    self.init(day: Double(whole), minute: Double(rest) / 6e10)
  }
}
