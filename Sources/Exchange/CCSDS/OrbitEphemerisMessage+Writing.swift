import Kinematics

extension OrbitEphemerisMessage {
  /// The message in KVN (502.0-B, section 5), lengths in km.
  ///
  /// Numbers have as many digits as it takes to read the same numbers back.
  public func keyValueText() -> String { tree.keyValueText() }

  /// The message in XML (505.0-B), lengths in km; digits as in ``keyValueText()``.
  public func xmlText() -> String { tree.xmlText() }

  private var tree: MessageTree {
    MessageTree(kind: .oem, header: header, body: segments.map(\.part))
  }
}

extension OrbitEphemerisMessage.Segment {
  fileprivate var part: MessagePart {
    var (segment, head, data) = MessageTree.segment(.oem)
    let system = metadata.object.timeSystem
    head.comments = metadata.comments
    head.add(metadata.object)
    head.add("START_TIME", metadata.start, system)
    head.add("USEABLE_START_TIME", metadata.useableStart, system)
    head.add("USEABLE_STOP_TIME", metadata.useableStop, system)
    head.add("STOP_TIME", metadata.stop, system)
    head.add("INTERPOLATION", metadata.interpolation)
    head.add("INTERPOLATION_DEGREE", metadata.interpolationDegree.map { String($0) })
    data.comments = comments
    data.rows = states.map { state in
      var line = MessagePart(.ephemerisState)
      state.add(to: &line, system)
      return .init(text: line.entries.map(\.value).joined(separator: " "))
    }
    if let table = data.layout.parts.first(where: { $0.element == nil }), !covariances.isEmpty {
      var matrices = MessagePart(table)
      matrices.parts = covariances.map { covariance in
        var matrix = MessagePart("covarianceMatrix", in: table)
        matrix.add(covariance, system)
        return matrix
      }
      data.parts.append(matrices)
    }
    segment.parts = [head, data]
    return segment
  }
}
