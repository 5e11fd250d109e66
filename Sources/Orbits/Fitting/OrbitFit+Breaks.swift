import Kinematics
import NumericalMethods

extension OrbitFit {
  /// Fits what lies behind the last break of a table, where enough of it does.
  ///
  /// Breaks of the state are found by ``EphemerisBreak/jumps(in:object:forces:)``; where the drag is
  /// estimated, so are those of the drag, by what a second factor on it from some state on takes from
  /// the residuals: a break is where that leaves less than a third. Spans of more than half a day are
  /// not searched for those: in that time one model of the air drifts from another by as much.
  ///
  /// - Parameters:
  ///   - observed: the places, in order of time.
  ///   - object: what air and light act on, before the factor.
  ///   - forces: what acts; their arc covers the observations.
  ///   - parameters: what is estimated, at least one.
  ///   - least: how long what lies behind a break must be for the fit to start there [s].
  /// - Returns: the fit, which starts at the state of its epoch, and all breaks in order of time.
  /// - Throws: as ``init(_:object:forces:parameters:)`` does.
  public static func behindBreaks(
    _ observed: [OrbitState<GCRF>], object: DragAndPressure, forces: ForceModel,
    parameters: Parameters, least: Double
  ) throws(OrbitError) -> (fit: OrbitFit, breaks: [EphemerisBreak]) {
    var breaks = try EphemerisBreak.jumps(in: observed, object: object, forces: forces)
    var part = observed
    /// Whether the part behind an instant is long enough, which then is what is fitted.
    func startBehind(_ epoch: Epoch) -> Bool {
      let behind = observed.filter { $0.epoch >= epoch }
      guard let last = behind.last, last.epoch - epoch >= least, behind.count >= fewest else {
        return false
      }
      part = behind
      return true
    }
    for found in breaks { _ = startBehind(found.epoch) }
    var fit = try OrbitFit(part, object: object, forces: forces, parameters: parameters)
    while parameters.contains(.drag),
      let change = try fit.dragChange(part, object, forces, parameters)
    {
      breaks.append(change)
      guard startBehind(change.epoch) else { break }
      fit = try OrbitFit(part, object: object, forces: forces, parameters: parameters)
    }
    return (fit, breaks.sorted { $0.epoch < $1.epoch })
  }

  /// So many places determine state and drag with some to spare.
  private static let fewest = 4
  /// What a second factor on the drag must leave of the residuals, at most, to be a break. Chosen: of
  /// the first twelve hours of fourteen tables of NASA, two have such a break, and both are foretold
  /// better from behind it (50 m instead of 487, 54 m instead of 118 at the end of the day).
  private static let left = 1.0 / 3
  /// Residuals up to which no break is looked for [m].
  private static let wellFitted = 1.0
  /// Spans up to which a break of the drag is looked for [s]. Chosen: half a day; of the first days of
  /// the same tables four have what looks like one, and the days after are foretold worse from behind
  /// it (140 m instead of 121 as the median of all).
  private static let longestSpan = 45_000.0
  /// What lies before and behind a change of the drag [s]: less than a revolution does not tell it.
  private static let revolution = 5400.0
  /// How many instants are tried in one look.
  private static let tries = 48

  /// Where a second factor on the drag takes most from the residuals; nil where that is not enough.
  private func dragChange(
    _ observed: [OrbitState<GCRF>], _ object: DragAndPressure, _ forces: ForceModel,
    _ parameters: Parameters
  ) throws(OrbitError) -> EphemerisBreak? {
    let end = observed[observed.count - 1].epoch
    let inner = observed.indices.filter {
      observed[$0].epoch - state.epoch >= Self.revolution
        && end - observed[$0].epoch >= Self.revolution
    }
    guard rms > Self.wellFitted, end - observed[0].epoch <= Self.longestSpan,
      let first = inner.first, let last = inner.last
    else { return nil }
    let search = try DragChangeSearch(self, observed, object, forces, parameters)
    var best: (index: Int, found: DragChangeSearch.Found)?
    var range = first...last
    // A second, closer look between the neighbours of the best of the first.
    for _ in 0..<2 {
      let step = max(1, (range.count + Self.tries - 1) / Self.tries)
      for index in stride(from: range.lowerBound, through: range.upperBound, by: step) {
        guard let found = try search.change(from: index) else { continue }
        if found.rms < best?.found.rms ?? .infinity { best = (index, found) }
      }
      guard let best, step > 1 else { break }
      range = max(first, best.index - step)...min(last, best.index + step)
    }
    guard let best, best.found.rms < Self.left * rms else { return nil }
    return EphemerisBreak(
      kind: .drag, epoch: observed[best.index].epoch, distance: 0, speed: 0,
      dragRatio: best.found.ratio)
  }
}

/// What a second factor on the drag from some state on does to a fit, to first order.
private struct DragChangeSearch {
  struct Found {
    /// What is left of the residuals, root mean square [m].
    var rms: Double
    /// The drag behind over the drag before.
    var ratio: Double
  }

  private let observed: [OrbitState<GCRF>]
  private let object: DragAndPressure
  private let forces: ForceModel
  private let arc: OrbitArc
  private let scale: Double
  private let residuals: [SIMD3<Double>]
  private let columns: [[SIMD3<Double>]]

  /// The part of the drag by which it is changed to see what that does.
  private static let probe = 0.05

  init(
    _ fit: OrbitFit, _ observed: [OrbitState<GCRF>], _ object: DragAndPressure,
    _ forces: ForceModel, _ parameters: OrbitFit.Parameters
  ) throws(OrbitError) {
    self.observed = observed
    self.forces = forces
    scale = fit.dragScale
    var scaled = object
    scaled.ballisticArea *= fit.dragScale
    self.object = scaled
    arc = try NumericalPropagator(state: fit.state, object: scaled, forces: forces)
      .arc(for: observed[observed.count - 1].epoch - fit.state.epoch)
    let estimate = OrbitFit.Estimate(
      state: fit.state, scale: fit.dragScale, parameters: parameters)
    residuals = try OrbitFit.residuals(estimate, observed, object, forces)
    columns = try OrbitFit.columns(estimate, residuals, observed, object, forces)
  }

  /// The second factor from a state on that leaves least; nil where there is none.
  func change(from index: Int) throws(OrbitError) -> Found? {
    guard let start = arc.state(at: observed[index].epoch) else { return nil }
    var more = object
    more.ballisticArea *= 1 + Self.probe
    let moved = try NumericalPropagator(state: start, object: more, forces: forces)
      .arc(for: observed[observed.count - 1].epoch - start.epoch)
    let column = observed.indices.map { place -> SIMD3<Double> in
      guard place > index, let now = moved.state(at: observed[place].epoch),
        let before = arc.state(at: observed[place].epoch)
      else { return .zero }
      return (1 / Self.probe) * (now.position - before.position).components
    }
    let all = columns + [column]
    guard let solution = NormalEquations(columns: all, residuals: residuals).solution()
    else {
      return nil
    }
    var sum = CompensatedSum()
    for place in observed.indices {
      var left = residuals[place]
      for (step, column) in zip(solution, all) { left -= step * column[place] }
      sum.add(left.squaredMagnitude)
    }
    // Both factors of the solution: the one on all of the drag is its last but one.
    let before = 1 + solution[solution.count - 2] / scale
    let ratio = before > 0 ? (before + solution[solution.count - 1]) / before : 0
    guard ratio > 0 else { return nil }
    return Found(rms: (sum.value / Double(observed.count)).squareRoot(), ratio: ratio)
  }
}
