import Exchange
import Figures

/// Power and air: what is there on the date, and what the worst of days leaves of it.
extension PieceAnswers {
  /// Power made and margin at the instant of the verdict [W]; nil where the verdict tells only of
  /// the worst angle of the Sun.
  private var onDate: (made: Double, margin: Double)? {
    guard let made = piece.number("power.onDate.generatedW"),
      let margin = piece.number("power.onDate.marginW")
    else { return nil }
    return (made, margin)
  }

  /// Whether something asked for energy in the flight and there was none.
  var lacksEnergy: Bool { (piece.end.number("energyUnservedJ") ?? 0) > 0 }

  /// Whether nothing on the piece makes or stores energy for its loads.
  private var isDark: Bool {
    (piece.number("power.generatedW") ?? 0) <= 0 && (onDate?.made ?? 0) <= 0
      && (piece.number("power.storageJ") ?? 0) <= 0 && (piece.number("power.requiredW") ?? 0) > 0
  }

  var power: PlainAnswer {
    let question = "Is there power?"
    let made = piece.number("power.generatedW") ?? 0
    let margin = piece.number("power.marginW") ?? 0
    let needed = piece.number("power.requiredW") ?? 0
    if needed == 0, made <= 0, (onDate?.made ?? 0) <= 0 {
      return PlainAnswer(
        question: question, kind: .none, detail: "no loads and no arrays", said: "Needs none")
    }
    if made <= 0, (onDate?.made ?? 0) <= 0 {
      let asked = UnitScale.text(needed, unit: "W")
      let stored = (piece.number("power.storageJ") ?? 0) > 0 ? ", batteries alone" : ""
      return PlainAnswer(
        question: question, kind: .no, detail: "no arrays for the \(asked) it asks for\(stored)")
    }
    let worst = worstAngle(margin)
    guard let onDate else {
      let scale = UnitScale(unit: "W", magnitude: needed)
      let sums =
        "\(NumberText.short(made / scale.divisor)) of \(NumberText.short(needed / scale.divisor)) \(scale.unit) at the worst angle of the Sun"
      return PlainAnswer(
        question: question, kind: margin < 0 ? .partly : .yes,
        detail: margin < 0 ? "\(sums)" : worst)
    }
    let scale = UnitScale(unit: "W", magnitude: onDate.made)
    let asked = NumberText.short(needed / scale.divisor)
    let sums = "\(NumberText.short(onDate.made / scale.divisor)) \(scale.unit) made, \(asked) asked"
    if onDate.margin < 0 {
      return PlainAnswer(
        question: question, kind: .partly, detail: "too little on this date: \(sums); \(worst)")
    }
    return PlainAnswer(
      question: question, kind: margin < 0 ? .partly : .yes,
      detail: "enough on this date: \(sums); \(worst)", said: margin < 0 ? "Yes on this date" : nil)
  }

  /// `5.5 kW short at the worst angle of the Sun, from 12 March 2022`
  private func worstAngle(_ margin: Double) -> Markup {
    let size = UnitScale.text(margin.magnitude, unit: "W")
    guard margin < 0 else { return "\(size) to spare at the worst angle of the Sun" }
    let limit = piece.limit("power").flatMap { LimitWords.isSameInstant($0, piece) ? nil : $0 }
    let from = limit.map { ", from \(Wording.day($0.text("atUtc")))" }
    return "\(size) short at the worst angle of the Sun\(from ?? "")"
  }

  var air: PlainAnswer {
    let question = "Can people breathe?"
    guard piece.crew > 0 else { return PlainAnswer(question: question, kind: .none, detail: "") }
    let supported = piece.document.whole("air.crewSupported")
    let kind: PlainAnswer.Kind =
      supported >= piece.crew ? .yes : supported > 0 ? .partly : .no
    let end =
      piece.limit("air").map { ", until \(LimitWords($0, piece, findings).dayOrHour)" } ?? ""
    let sums: Markup = "air renewed for \(supported), \(piece.crew) aboard\(end)"
    guard supported > 0, lacksEnergy || isDark else {
      return PlainAnswer(question: question, kind: kind, detail: sums)
    }
    return PlainAnswer(
      question: question, kind: .partly,
      detail: "\(sums); the model of the air lets its units run on without power",
      said: "Only while there is power")
  }
}
