import Kinematics

/// A CZML document (Analytical Graphics 2011 to 2019, the CZML guide): what Cesium shows of an
/// ephemeris.
///
///     let text = try CZMLDocument(message).json.pretty
public struct CZMLDocument: Sendable, Hashable {
  /// The name of the document.
  public var name: String
  /// The paths, one a segment of the ephemeris.
  public var paths: [Path]

  /// The axes of positions as CZML names them.
  public enum Frame: String, Sendable, Hashable {
    /// Fixed to the Earth.
    case fixed = "FIXED"
    /// The axes of the ICRF about the Earth's centre.
    case inertial = "INERTIAL"
  }

  /// Where one object is over time.
  public struct Path: Sendable, Hashable {
    /// The identity of the packet.
    public var id: String
    /// The name that is shown.
    public var name: String
    /// The axes of the positions.
    public var frame: Frame
    /// The instants in order, at least one.
    public var epochs: [Epoch]
    /// The position at each of them [m].
    public var positions: [SIMD3<Double>]
  }

  /// The degree of Lagrange's interpolation between positions: at the 4 min of NASA's ephemeris of
  /// the station it leaves less than a metre.
  public static let degree = 7

  /// The paths of an ephemeris.
  ///
  /// The axes of EME2000 are taken for those of the ICRF: they differ by 0.02″ (McCarthy and Petit
  /// 2004, IERS Conventions 2003, chapter 5), below a metre in low orbit.
  ///
  /// - Throws: ``ExchangeError/notExpressible(what:allowed:)`` for other frames than EME2000, GCRF,
  ///   ICRF and ITRF, or another centre than the Earth.
  public init(_ message: OrbitEphemerisMessage) throws(ExchangeError) {
    name = message.segments.first?.metadata.object.name ?? ""
    paths = []
    for (index, segment) in message.segments.enumerated() {
      let object = segment.metadata.object
      guard object.centerName.uppercased() == "EARTH" else {
        throw .notExpressible(what: "an orbit about \(object.centerName)", allowed: "EARTH")
      }
      let frame: Frame
      switch object.frame.kind {
      case .eme2000, .gcrf, .icrf: frame = .inertial
      case .itrf: frame = .fixed
      case .teme, .trueOfDate, .other:
        throw .notExpressible(
          what: "states in \(object.frame.name)", allowed: "EME2000, GCRF, ICRF, ITRF")
      }
      let states = segment.states
      // At an instant that stands twice, as at a burn, the later state counts.
      let kept = states.indices.filter {
        $0 + 1 == states.count || states[$0 + 1].epoch > states[$0].epoch
      }
      paths.append(
        Path(
          id: message.segments.count == 1 ? object.id : "\(object.id)/\(index + 1)",
          name: object.name, frame: frame, epochs: kept.map { states[$0].epoch },
          positions: kept.map { states[$0].position }))
    }
  }

  /// The document as CZML has it: a list of packets.
  public var json: JSONValue {
    let starts = paths.compactMap(\.epochs.first)
    let stops = paths.compactMap(\.epochs.last)
    var document: JSONValue = ["id": "document", "name": .string(name), "version": "1.0"]
    if let start = starts.min(), let stop = stops.max() {
      document.set(
        "clock",
        [
          "interval": .string(Self.interval(start, stop)),
          "currentTime": .string(Self.text(start)), "multiplier": 60, "range": "LOOP_STOP",
          "step": "SYSTEM_CLOCK_MULTIPLIER",
        ])
    }
    return .array([document] + paths.map(\.json))
  }

  static func text(_ epoch: Epoch) -> String { CCSDSTimeSystem.utc.text(epoch) + "Z" }

  static func interval(_ start: Epoch, _ stop: Epoch) -> String { text(start) + "/" + text(stop) }
}

extension CZMLDocument.Path {
  fileprivate var json: JSONValue {
    guard let start = epochs.first, let stop = epochs.last else { return .null }
    var samples: [Double] = []
    samples.reserveCapacity(4 * epochs.count)
    for (epoch, position) in zip(epochs, positions) {
      samples += [epoch - start, position.x, position.y, position.z]
    }
    let degree = max(1, min(CZMLDocument.degree, epochs.count - 1))
    let span = stop - start
    return [
      "id": .string(id), "name": .string(name),
      "availability": .string(CZMLDocument.interval(start, stop)),
      "position": [
        "interpolationAlgorithm": "LAGRANGE", "interpolationDegree": .integer(Int64(degree)),
        "referenceFrame": .string(frame.rawValue), "epoch": .string(CZMLDocument.text(start)),
        "cartesian": JSONValue(samples),
      ],
      "point": ["color": ["rgba": [255, 255, 255, 255]], "pixelSize": 8],
      "label": [
        "text": .string(name), "font": "12pt sans-serif", "horizontalOrigin": "LEFT",
        "pixelOffset": ["cartesian2": [12, 0]],
      ],
      "path": [
        "material": ["solidColor": ["color": ["rgba": [80, 160, 255, 255]]]], "width": 1,
        "resolution": 60, "leadTime": JSONValue(min(span, 5600)),
        "trailTime": JSONValue(min(span, 5600)),
      ],
    ]
  }
}
