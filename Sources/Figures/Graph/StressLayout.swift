/// Places in the plane whose distances are those along a graph, as well as the plane allows.
///
/// Stress majorization with weights of one over the distance squared, node by node (E. Gansner,
/// Y. Koren, S. North, *Graph Drawing by Stress Majorization*, 2004, eq. 3 and section 2.3). It
/// starts from given places, runs a fixed number of rounds, and takes nodes in their order: nothing
/// in it is random.
enum StressLayout {
  /// - Parameters:
  ///   - seeds: Where nodes are in truth, in any unit.
  ///   - links: Neighbours and how far apart they shall be; 1 is the usual.
  /// - Returns: Places in units of that distance.
  static func places(
    seeds: [SIMD2<Double>], links: [(from: Int, to: Int, length: Double)]
  ) -> [SIMD2<Double>] {
    let count = seeds.count
    guard count > 1 else { return seeds.map { _ in SIMD2(0, 0) } }
    let distances = distances(count, links)
    var places = scaled(distinct(seeds), links)
    // Large graphs get fewer rounds, so that time is bounded; 300 modules still get all.
    let rounds = max(20, min(300, 30_000_000 / (count * count)))
    for _ in 0..<rounds {
      for node in 0..<count {
        var (sum, weights) = (SIMD2(0.0, 0.0), 0.0)
        for other in 0..<count where other != node {
          let wanted = distances[node * count + other]
          let weight = 1 / (wanted * wanted)
          let away = (places[node] - places[other]).direction(or: SIMD2(0, 1))
          sum += weight * (places[other] + wanted * away)
          weights += weight
        }
        places[node] = sum / weights
      }
    }
    return places
  }

  /// The shortest ways along the graph between all nodes, row by row; nodes without a way are
  /// further apart than any with one.
  private static func distances(
    _ count: Int, _ links: [(from: Int, to: Int, length: Double)]
  ) -> [Double] {
    var neighbours = [[(node: Int, length: Double)]](repeating: [], count: count)
    for link in links {
      neighbours[link.from].append((link.to, link.length))
      neighbours[link.to].append((link.from, link.length))
    }
    var distances = [Double](repeating: .infinity, count: count * count)
    for start in 0..<count {
      let row = start * count
      distances[row + start] = 0
      var (queue, next) = ([start], 0)
      while next < queue.count {
        let node = queue[next]
        next += 1
        for (other, length) in neighbours[node]
        where distances[row + node] + length < distances[row + other] {
          distances[row + other] = distances[row + node] + length
          queue.append(other)
        }
      }
    }
    let longest = distances.reduce(1) { $1.isFinite ? max($0, $1) : $0 }
    return distances.map { $0.isFinite ? $0 : longest * 1.2 + 1 }
  }

  /// The seeds with no two in one place: what is not finite or shares a place goes a little aside.
  private static func distinct(_ seeds: [SIMD2<Double>]) -> [SIMD2<Double>] {
    let bounds = Box.around(seeds) ?? Box(x: 0, y: 0, width: 1, height: 1)
    let extent = max(bounds.width, bounds.height, 1e-9)
    return seeds.enumerated().map { index, seed in
      // Fractions of multiples of two irrational numbers fill the square evenly.
      let (u, v) = (Double(index) * 0.754877666, Double(index) * 0.569840291)
      let aside = SIMD2(u - u.rounded(.down) - 0.5, v - v.rounded(.down) - 0.5)
      let place = seed.isFinite ? seed : bounds.centre
      return (place - bounds.centre) / extent + aside * (seed.isFinite ? 0.02 : 0.5)
    }
  }

  /// The seeds in units in which neighbours are as far apart as wanted in the mean.
  private static func scaled(
    _ seeds: [SIMD2<Double>], _ links: [(from: Int, to: Int, length: Double)]
  ) -> [SIMD2<Double>] {
    let wanted = links.reduce(0) { $0 + $1.length }
    let found = links.reduce(0) { $0 + (seeds[$1.from] - seeds[$1.to]).length }
    let factor = found > 1e-12 && wanted > 0 ? wanted / found : Double(seeds.count).squareRoot()
    return seeds.map { $0 * factor }
  }
}
