import Exchange
import StationModel

extension PieceAnswer {
  /// Where the figures behind each group of answers come from, and the least sure of them.
  var evidence: JSONValue {
    let attitude = modules.flatMap { $0.plan.gyros.map(\.momentum) } + engineFigures(.attitude)
    let propulsion = engineFigures(.orbit) + tankFigures([.propellant])
    return .object([
      member("mass", "massProperties", modules.map(\.plan.mass) + stowage),
      member("attitude", "attitudeControl", attitude),
      member("propulsion", "rocketEquation", propulsion),
      member("orbit", "orbit", [assembly.dragCoefficient]),
      member("lifetime", "lifetime", modules.map(\.plan.mass) + [assembly.dragCoefficient]),
      member("reentry", "reentry", modules.map(\.plan.mass)),
      member("air", "air", airFigures),
      member("water", "water", waterFigures),
      member("power", "power", modules.flatMap { Self.powerFigures($0.plan) }),
      member("thermal", "heat", modules.flatMap { $0.plan.radiators.map(\.rejection) }),
    ])
  }

  private var airFigures: [Figure] {
    lifeSupportFigures([.oxygenGeneration, .carbonDioxideRemoval])
      + tankFigures([.oxygen, .carbonDioxideAbsorbent]) + modules.compactMap(\.plan.airVolume)
      + modules.compactMap(\.plan.leak)
  }

  private var waterFigures: [Figure] {
    lifeSupportFigures([.waterRecovery, .urineProcessing]) + tankFigures([.water])
  }

  private static func powerFigures(_ plan: ModulePlan) -> [Figure] {
    var figures = plan.arrays.map(\.power)
    figures += plan.batteries.map(\.energy)
    figures += plan.loads.map(\.power)
    figures += plan.gyros.map(\.power)
    figures += plan.lifeSupport.filter { $0.status == .running }.map(\.power)
    return figures
  }

  private var stowage: [Figure] {
    piece.modules.flatMap { assembly.modules[$0].stowage }
  }

  private func engineFigures(_ use: EngineUse) -> [Figure] {
    modules.flatMap { module in
      module.plan.engines.filter { $0.uses.contains(use) }
        .flatMap { [$0.thrust, $0.specificImpulse] }
    }
  }

  private func tankFigures(_ contents: Set<TankContents>) -> [Figure] {
    modules.flatMap { $0.plan.tanks.filter { contents.contains($0.contents) }.map(\.load) }
  }

  private func lifeSupportFigures(_ functions: Set<LifeSupportFunction>) -> [Figure] {
    modules.flatMap { module in
      module.plan.lifeSupport.filter { functions.contains($0.function) && $0.status == .running }
        .map(\.capacity)
    }
  }

  /// The sources of some figures, the least sure of them, and the model that they feed: a row of
  /// `Data/credibility.yaml`.
  private func member(_ group: String, _ model: String, _ figures: [Figure]) -> JSONValue.Member {
    let keys = Set(figures.flatMap(\.sources)).sorted()
    let least = figures.map(\.confidence).min()
    return JSONValue.Member(
      group,
      [
        "model": .string(model), "figures": .integer(Int64(figures.count)),
        "sources": JSONValue(keys), "leastConfidence": JSONValue(least?.rawValue),
      ])
  }
}
