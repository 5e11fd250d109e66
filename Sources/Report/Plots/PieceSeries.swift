import Figures
import Mission

/// The recorded life of each piece, with what it was part of before.
struct PieceSeries {
  let findings: Findings
  /// The tracks of the pieces at the end, in the order of the verdict.
  let finals: [Recording.Track]

  init(_ findings: Findings) {
    self.findings = findings
    let finals = findings.recording.finals
    self.finals = findings.pieces.compactMap { piece in finals.first { $0.id == piece.id } }
  }

  /// The tracks that a piece was part of before it came to be, in order of time.
  func ancestors(of track: Recording.Track) -> [Recording.Track] {
    guard let module = track.modules.first else { return [] }
    return findings.recording.tracks.filter { other in
      !other.isFinal && other.times.count > 1 && other.modules.contains(module)
    }
  }

  func piece(_ track: Recording.Track) -> PieceView? { findings.piece(track.id) }

  func tone(_ track: Recording.Track) -> Tone { piece(track)?.tone ?? .whole }

  /// The lines of a quantity for a piece: grey while it was part of something larger, or, without
  /// that past, from the cut on.
  func lines(
    _ quantity: RecordedQuantity, of track: Recording.Track, _ label: String, dash: Dash = .solid,
    times factor: Double = 1, withPast: Bool = true
  ) -> [LineChart.Series] {
    let before = withPast ? ancestors(of: track).map { ($0, Tone.whole) } : []
    let tone = findings.separates ? tone(track) : .whole
    return (before + [(track, tone)]).map { track, tone in
      .init(
        tone == .whole && findings.separates ? "" : label, tone, dash: dash, x: track.times,
        y: track.series(quantity).map { $0 * factor })
    }
  }

  /// The eclipses of a piece.
  func eclipses(of track: Recording.Track) -> [LineChart.Band] {
    let recording = findings.recording
    let names = Set([track.id] + ancestors(of: track).map(\.id))
    var (bands, entry, isFirst) = ([LineChart.Band](), 0.0, true)
    for event in recording.events
    where event.tracks.contains(where: { names.contains(recording.tracks[$0].id) }) {
      switch event.kind {
      case .eclipseEntry: (entry, isFirst) = (event.time, false)
      case .eclipseExit:
        if isFirst || entry > (bands.last?.to ?? -1) {
          bands.append(.init(from: isFirst ? 0 : entry, to: event.time, "night"))
        }
        isFirst = false
      default: break
      }
    }
    if !isFirst, entry > (bands.last?.to ?? -1) {
      bands.append(.init(from: entry, to: recording.duration, "night"))
    }
    return bands
  }

  /// The moments at which joints opened and engines fired, without those at the very start.
  func moments(of track: Recording.Track) -> [LineChart.Event] {
    findings.recording.events.compactMap { event in
      guard event.time > 0 else { return nil }
      switch event.kind {
      case .cut: return .init(at: event.time, "cut", .warning)
      case .burnStart:
        let isOwn = event.tracks.contains { findings.recording.tracks[$0].id == track.id }
        return isOwn ? .init(at: event.time, "burn") : nil
      default: return nil
      }
    }
  }

  /// Whether a piece has anything of some quantities.
  func has(_ quantities: [RecordedQuantity], _ track: Recording.Track) -> Bool {
    quantities.contains { quantity in track.series(quantity).contains { $0.isFinite && $0 != 0 } }
  }

  /// Whether a quantity tells something: it moves by more than a part of `share` of its size in one
  /// of the pieces.
  func moves(_ quantity: RecordedQuantity, share: Double = 1e-4, least: Double = 0) -> Bool {
    finals.contains { track in
      let values = track.series(quantity).filter(\.isFinite)
      guard let low = values.min(), let high = values.max() else { return false }
      return high - low > max(least, share * max(low.magnitude, high.magnitude))
    }
  }
}
