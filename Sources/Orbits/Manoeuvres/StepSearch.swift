import NumericalMethods

/// Steps in a series of one element: instants at which it changes faster than the trend around them
/// and than its noise.
///
/// On both sides of an instant the values of some days are fitted by one straight line, the drag's
/// trend, and a step between the sides. Sets of the first hours after a burn are made from
/// observations before and after it and say neither, so that a final fit leaves out a time of
/// settling on both sides. The greatest step is taken first; later fits end where a burn was found.
struct StepSearch {
  /// A step: its size and day.
  struct Step {
    var day: Double
    var size: Double
  }

  /// How long a side is, and what is left out next to a burn [days].
  let span: Double
  let settling: Double
  /// Fewer sets on a side say nothing.
  static let minimum = 5
  /// A step counts from so many standard deviations on.
  static let significance = 5.0

  let days: [Double]
  let values: [Double]
  /// Steps below this are never looked at.
  let floor: Double

  init(days: [Double], values: [Double], spacing: Double, floor: Double) {
    self.days = days
    self.values = values
    self.floor = floor
    span = max(3, 8 * spacing)
    settling = max(0.75, 2 * spacing)
  }

  /// Places of the sets before and after a day, `gap` away from it, that no other burn lies
  /// between; nil where they are too few.
  func sides(
    of day: Double, gap: Double, burns: [Double]
  ) -> (before: Range<Int>, after: Range<Int>)? {
    let last = burns.filter { $0 < day }.max() ?? -.infinity
    let next = burns.filter { $0 > day }.min() ?? .infinity
    let low = place(max(last + settling, day - gap - 3 * span))
    let high = place(min(next - settling, day + gap + 3 * span))
    let end = place(day - gap)
    let start = place(day + gap)
    // A side is made longer where it would hold too few sets.
    let first = max(low, min(place(day - gap - span), end - Self.minimum))
    let beyond = min(high, max(place(day + gap + span), start + Self.minimum))
    guard end - first >= Self.minimum, beyond - start >= Self.minimum else { return nil }
    return (first..<end, start..<beyond)
  }

  /// The place of the first set on or after a day.
  private func place(_ day: Double) -> Int {
    var (low, high) = (0, days.count)
    while low < high {
      let middle = (low + high) / 2
      if days[middle] < day { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The step at a day; nil where there are too few sets around it.
  func step(at day: Double, gap: Double, burns: [Double]) -> Double? {
    guard let (before, after) = sides(of: day, gap: gap, burns: burns) else { return nil }
    let places = Array(before) + Array(after)
    let times = places.map { days[$0] - day }
    // From the first value, so that no digits are lost.
    let base = values[before.lowerBound]
    let ones = [Double](repeating: 1, count: places.count)
    let fit = RobustFit(
      places.map { values[$0] - base }, [ones, times, times.map { $0 > 0 ? 1 : 0 }])
    return fit?.coefficients[2]
  }

  /// Days halfway between neighbouring sets.
  var candidates: [Double] { zip(days.dropFirst(), days).map { 0.5 * ($0 + $1) } }

  /// The steps that stand out of the noise, the greatest first.
  ///
  /// - Parameter refine: A better day for a step, from its day and the burns known so far.
  func steps(refine: (Double, [Double]) -> Double) -> [Step] {
    let candidates = candidates
    var sizes = candidates.map { step(at: $0, gap: 0, burns: []) }
    let least = max(floor, Self.significance * RobustFit.scatter(sizes.compactMap(\.self)))
    var found: [Step] = []
    let nearness = 2 * settling
    while true {
      var best: Step?
      for (day, size) in zip(candidates, sizes) {
        guard let size, abs(size) > least, abs(size) > abs(best?.size ?? 0),
          !found.contains(where: { abs($0.day - day) < nearness })
        else { continue }
        best = Step(day: day, size: size)
      }
      guard var step = best else { break }
      step.day = refine(step.day, found.map(\.day))
      found.append(step)
      let burns = found.map(\.day)
      let reach = 3 * span + settling
      for (index, day) in candidates.enumerated() where abs(day - step.day) < reach {
        sizes[index] = self.step(at: day, gap: 0, burns: burns)
      }
    }
    return found
  }

  /// Takes away the steps that a fit outside the settling time does not confirm, the weakest first,
  /// and gives those left by day, with their sizes.
  func confirmed(_ steps: [Step]) -> (steps: [Step], noise: Double) {
    var left = steps
    var noise = quietNoise(left.map(\.day))
    while true {
      let least = max(floor, Self.significance * noise)
      let sizes = left.map { step in
        self.step(
          at: step.day, gap: settling, burns: left.map(\.day).filter { $0 != step.day })
      }
      let weak = left.indices.filter { abs(sizes[$0] ?? 0) < least }
      guard let worst = weak.min(by: { abs(left[$0].size) < abs(left[$1].size) }) else {
        let result = left.indices.map { Step(day: left[$0].day, size: sizes[$0] ?? 0) }
        return (result.sorted { $0.day < $1.day }, noise)
      }
      left.remove(at: worst)
      noise = quietNoise(left.map(\.day))
    }
  }

  /// The scatter of steps where there is no burn near enough to cut a side short.
  private func quietNoise(_ burns: [Double]) -> Double {
    let quiet = candidates.filter { day in
      burns.allSatisfy { abs($0 - day) >= 2 * settling + span }
    }
    // Where burns are everywhere, all sides are cut.
    let places = quiet.count >= Self.minimum ? quiet : candidates
    return RobustFit.scatter(places.compactMap { step(at: $0, gap: settling, burns: burns) })
  }
}
