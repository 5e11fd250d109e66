/// Labels in a column, none on top of another, each as near to its wish as that allows.
enum LabelSpreading {
  /// The places of labels `spacing` apart between `low` and `high`, in the order of the wishes.
  ///
  /// The sum of squared shifts is the least there is (pooling of adjacent violators; Ayer and
  /// others, 1955). When they do not all fit, they run over `high`.
  static func places(
    _ wishes: [Double], spacing: Double, low: Double, high: Double
  ) -> [Double] {
    let order = wishes.indices.sorted { (wishes[$0], $0) < (wishes[$1], $1) }
    var blocks: [(sum: Double, count: Int)] = []
    for (rank, index) in order.enumerated() {
      blocks.append((wishes[index] - Double(rank) * spacing, 1))
      while blocks.count > 1 {
        let (last, before) = (blocks[blocks.count - 1], blocks[blocks.count - 2])
        guard last.sum / Double(last.count) < before.sum / Double(before.count) else { break }
        blocks.removeLast()
        blocks[blocks.count - 1] = (before.sum + last.sum, before.count + last.count)
      }
    }
    let room = max(low, high - Double(max(0, wishes.count - 1)) * spacing)
    var places = [Double](repeating: 0, count: wishes.count)
    var rank = 0
    for block in blocks {
      let place = max(low, min(room, block.sum / Double(block.count)))
      for _ in 0..<block.count {
        places[order[rank]] = place + Double(rank) * spacing
        rank += 1
      }
    }
    return places
  }
}
