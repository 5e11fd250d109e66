import NumericalMethods

extension YAMLNode {
  /// Three plain numbers, none beyond a limit.
  public func triple(limit: Double, _ problems: InputProblems) -> SIMD3<Double>? {
    guard case .sequence(let items) = content, items.count == 3 else {
      problems.add("not a list of three numbers", allowed: "[x, y, z]", at: self)
      return nil
    }
    let values = items.compactMap { $0.number(in: -limit...limit, problems) }
    return values.count == 3 ? SIMD3(values[0], values[1], values[2]) : nil
  }

  /// A direction: `+x` … `-z`, or three numbers, which are brought to length 1.
  public func direction(_ problems: InputProblems) -> SIMD3<Double>? {
    let named: [String: SIMD3<Double>] = [
      "+x": SIMD3(1, 0, 0), "-x": SIMD3(-1, 0, 0), "+y": SIMD3(0, 1, 0), "-y": SIMD3(0, -1, 0),
      "+z": SIMD3(0, 0, 1), "-z": SIMD3(0, 0, -1),
    ]
    if case .scalar(let text) = content {
      if let axis = named[text] { return axis }
      problems.add(
        "'\(text)' is not a direction", allowed: "+x, -x, +y, -y, +z, -z or [x, y, z]", at: self)
      return nil
    }
    guard let vector = triple(limit: 1e6, problems) else { return nil }
    guard vector.magnitude > 1e-9 else {
      problems.add("a direction of length 0", allowed: "[x, y, z] other than zero", at: self)
      return nil
    }
    return vector.normalized
  }
}

extension YAMLObject {
  /// A direction; nil where absent, nil and reported where it is none.
  public func direction(_ key: String) -> SIMD3<Double>? { self[key]?.direction(problems) }

  /// A place, three numbers of at most `limit` [m]; nil where absent, nil and reported where it is none.
  public func place(_ key: String, limit: Double) -> SIMD3<Double>? {
    self[key]?.triple(limit: limit, problems)
  }
}
