import Foundation
import Systems
import TestSupport
import Testing

@Suite("Networks of stores")
struct StoreNetworkTests {
  /// Two cabins of 60 and 90 m³, 0.05 m³/s each way: what is too much in one falls off with the rate
  /// Q/V₁ + Q/V₂.
  @Test("two stores that mix follow the closed form, and twice as many steps are four times nearer")
  func mixing() {
    let (a, b, q) = (60.0, 90.0, 0.05)
    var network = StoreNetwork(stores: 2)
    network.connect(0, to: 1, rate: q / a)
    network.connect(1, to: 0, rate: q / b)
    let length = 1200.0
    func end(_ steps: Int) -> [Double] {
      var amounts = [1.0, 0.0]
      let step = NetworkStep(network, duration: length / Double(steps))
      for _ in 0..<steps { step.advance(&amounts, feeds: [0, 0]) }
      return amounts
    }
    let rest = a / (a + b)
    let truth = rest + (1 - rest) * exp(-(q / a + q / b) * length)
    let errors = [8, 16, 32, 64].map { abs(end($0)[0] - truth) }
    // λh = 0.026: (λh)² λt e^(-λt) / 6 of what is too much, and a half more by the halves.
    #expect(errors[3] < 3e-5)
    for (coarse, fine) in zip(errors, errors.dropFirst()) {
      #expect(abs(log2(coarse / fine) - 2) < 0.2)
    }
  }

  @Test("a store that only leaks follows the exponential", arguments: [1.0, 60, 600])
  func leaking(duration: Double) {
    var network = StoreNetwork(stores: 1)
    network.connect(0, to: nil, rate: 1e-5)
    let step = NetworkStep(network, duration: duration)
    var amounts = [100.0]
    var lost = 0.0
    for _ in 0..<Int(86_400 / duration) {
      lost += step.advance(&amounts, feeds: [0]).alongWays[0]
    }
    let truth = 100 * exp(-1e-5 * 86_400)
    // Second order: h² λ³ t / 6 of the whole.
    #expect(abs(amounts[0] - truth) < 1e-9 + truth * duration * duration * 1e-15 * 86_400)
    #expect(abs(amounts[0] + lost - 100) < 1e-10)
  }

  @Test("a network at rest stays at rest at any step", arguments: [1.0, 60, 600, 86_400])
  func rest(duration: Double) {
    // One crew in a ring of three cabins, taken out of the third: 1/(rate) of the feed stays in it.
    var network = StoreNetwork(stores: 3)
    for store in 0..<3 { network.connect(store, to: (store + 1) % 3, rate: 1e-3) }
    network.connect(2, to: nil, rate: 2e-4)
    let feed = 1.2e-5
    let held = feed / 2e-4
    // Into 0 comes what 2 gives on, and the feed.
    let steady = [(held * 1e-3 + feed) / 1e-3, (held * 1e-3 + feed) / 1e-3, held]
    var amounts = steady
    let step = NetworkStep(network, duration: duration)
    for _ in 0..<100 { step.advance(&amounts, feeds: [feed, 0, 0]) }
    for (end, start) in zip(amounts, steady) { #expect(abs(end - start) < 1e-12 * start) }
  }

  @Test("random networks keep what they have, and nothing falls below zero")
  func random() {
    var dice = SplitMix64(seed: 5)
    for _ in 0..<200 {
      let count = 2 + Int(dice.next() % 20)
      var network = StoreNetwork(stores: count)
      for _ in 0..<(3 * count) {
        let from = Int(dice.next() % UInt64(count))
        let to = Int(dice.next() % UInt64(count + 1))
        // From hours to milliseconds.
        network.connect(
          from, to: to == count ? nil : to,
          rate: pow(10, -4 + 7 * Double.random(in: 0..<1, using: &dice)))
      }
      var amounts = (0..<count).map { _ in
        Double.random(in: 0..<1, using: &dice) < 0.3
          ? 0 : pow(10, 4 * Double.random(in: 0..<1, using: &dice) - 2)
      }
      let feeds = (0..<count).map { _ in
        Double.random(in: 0..<1, using: &dice) < 0.7
          ? 0 : 1e-3 * Double.random(in: 0..<1, using: &dice)
      }
      let duration = pow(10, 3 * Double.random(in: 0..<1, using: &dice))
      let step = NetworkStep(network, duration: duration)
      for _ in 0..<20 {
        let before = amounts
        let moved = step.advance(&amounts, feeds: feeds)
        let out = zip(network.ways, moved.alongWays).reduce(0) {
          $0 + ($1.0.target == nil ? $1.1 : 0)
        }
        let throughput = before.reduce(0, +) + moved.alongWays.reduce(0, +)
        let balance =
          amounts.reduce(0, +) - before.reduce(0, +) - moved.feeds.reduce(0, +) + out
        #expect(abs(balance) <= 1e-15 * Double(count) * (throughput + 1))
        #expect(moved.alongWays.allSatisfy { $0 >= 0 })
        #expect(amounts.allSatisfy { $0 >= -1e-15 * throughput })
      }
    }
  }

  @Test("ways that make no sense are not added, and steps that make none move nothing")
  func hostile() {
    var network = StoreNetwork(stores: 2)
    #expect(network.connect(0, to: 1, rate: -1) == nil)
    #expect(network.connect(0, to: 1, rate: .nan) == nil)
    #expect(network.connect(0, to: 1, rate: .infinity) == nil)
    #expect(network.connect(0, to: 2, rate: 1) == nil)
    #expect(network.connect(-1, to: 1, rate: 1) == nil)
    #expect(network.connect(1, to: 1, rate: 1) == nil)
    #expect(network.ways.isEmpty)
    #expect(network.connect(0, to: 1, rate: 1) == 0)
    for duration in [0, -1, .nan, Double.infinity] {
      var amounts = [1.0, 2]
      NetworkStep(network, duration: duration).advance(&amounts, feeds: [3, 4])
      #expect(amounts == [1, 2])
    }
  }
}
