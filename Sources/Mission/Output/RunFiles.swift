import Exchange
import Foundation
import Kinematics

/// The files that a run leaves for other tools.
public struct RunFiles {
  let result: MissionResult
  let folder: URL
  /// When the files are written, for the header of messages.
  let created: Epoch
  /// Who flew it, for the header of the log.
  let origin: MissionLog.Origin

  /// The files of a result, to be written into a folder; `created` is the date they carry.
  public init(_ result: MissionResult, folder: URL, created: Epoch, by origin: MissionLog.Origin) {
    self.result = result
    self.folder = folder
    self.created = created
    self.origin = origin
  }

  /// Writes `result.json`, `series.nc`, `events.csv`, `mission.sqlite`, `junit.xml` and one OEM a
  /// piece.
  ///
  /// - Parameter document: of `result.json`; the result's own, with what the caller adds under `run`.
  /// - Throws: `ExchangeError` where a file cannot be written.
  public func write(_ document: JSONValue) throws(ExchangeError) {
    try write(document.pretty, "result.json")
    try series().write(to: folder.appendingPathComponent("series.nc"))
    try write(eventTable, "events.csv")
    try MissionLog.write(result, by: origin, to: folder.appendingPathComponent("mission.sqlite"))
    try write(junit, "junit.xml")
    for track in result.recording.tracks where !track.times.isEmpty {
      try write(ephemeris(of: track).keyValueText(), "\(track.id).oem")
    }
  }

  private func write(_ text: String, _ name: String) throws(ExchangeError) {
    try writeAtomically(Data(text.utf8), to: folder.appendingPathComponent(name))
  }

  // MARK: Events

  /// The events as CSV (RFC 4180).
  var eventTable: String {
    var text = "at_utc,time_s,kind,pieces,what\r\n"
    let recording = result.recording
    for event in recording.events {
      let fields = [
        (recording.start + event.time).iso8601(digits: 3), JSONValue.written(event.time),
        event.kind.rawValue, event.tracks.map { recording.tracks[$0].id }.joined(separator: " "),
        event.what,
      ]
      text += fields.map(Self.quoted).joined(separator: ",") + "\r\n"
    }
    return text
  }

  /// A field that a spreadsheet would take for a formula begins with an apostrophe.
  private static func quoted(_ field: String) -> String {
    let isFormula = field.unicodeScalars.first.map { "=+-@".unicodeScalars.contains($0) } ?? false
    let field = isFormula ? "'" + field : field
    guard field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return field }
    return "\"" + field.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }

  // MARK: Ephemerides

  /// The orbit of a piece's centre of mass.
  func ephemeris(of track: Recording.Track) -> OrbitEphemerisMessage {
    let start = result.recording.start
    let columns = [
      RecordedQuantity.positionX, .positionY, .positionZ, .velocityX, .velocityY, .velocityZ,
    ].map { track.series($0) }
    let states = track.times.indices.map { index in
      let row = columns.map { $0[index] }
      return CCSDSState(
        epoch: start + track.times[index], position: SIMD3(row[0], row[1], row[2]),
        velocity: SIMD3(row[3], row[4], row[5]))
    }
    let name = "\(result.assembly.station) \(track.id)".uppercased()
    var metadata = OrbitEphemerisMessage.Metadata(
      object: CCSDSObject(name: name, id: name, frame: CCSDSFrame("GCRF")),
      start: states[0].epoch, stop: states[states.count - 1].epoch)
    if states.count >= 8 {
      metadata.interpolation = "HERMITE"
      metadata.interpolationDegree = 7
    }
    metadata.comments = [
      "scenario \(result.scenario.id), result \(result.document["resultDigest"]?.text ?? "")",
      "MASS=\(JSONValue.written(track.series(.mass).first ?? 0)) at the first state",
    ]
    return OrbitEphemerisMessage(
      header: CCSDSHeader(creationDate: created, originator: "OUTPOST"),
      segments: [OrbitEphemerisMessage.Segment(metadata: metadata, states: states)])
  }

  // MARK: JUnit

  /// The expectations as a test report in the form that JUnit's readers share.
  var junit: String {
    let failures = result.expectations.count { !$0.holds }
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    let suite = xmlEscaped(result.scenario.id)
    text += "<testsuites tests=\"\(result.expectations.count)\" failures=\"\(failures)\">\n"
    text += "  <testsuite name=\"\(suite)\" tests=\"\(result.expectations.count)\" "
    text += "failures=\"\(failures)\" errors=\"0\" skipped=\"0\">\n"
    for expectation in result.expectations {
      text += "    <testcase classname=\"\(suite)\" name=\"\(xmlEscaped(expectation.id))\""
      let evidence = xmlEscaped(expectation.result.evidence)
      if expectation.holds {
        text += "/>\n"
      } else {
        text += ">\n      <failure message=\"\(xmlEscaped(expectation.result.says))\" "
        text += "type=\"\(expectation.result.answer.rawValue)\">\(evidence)</failure>\n"
        text += "    </testcase>\n"
      }
    }
    return text + "  </testsuite>\n</testsuites>\n"
  }
}
