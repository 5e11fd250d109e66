/// Air that a module lets out into space: through a valve, a hatch, or a hole.
public struct Vent: Sendable, Hashable {
  /// Where it leaves.
  public enum Opening: Sendable, Hashable {
    /// A port of the module, by id: out of it along its axis.
    case port(String)
    /// A place in the module's frame [m], and the way in which the air leaves there, a unit vector.
    case place(SIMD3<Double>, direction: SIMD3<Double>)
  }
  /// How much leaves.
  public enum Flow: Sendable, Hashable {
    /// So much, whatever the pressure is [kg/s].
    case rate(Double)
    /// What flows through a stream of this area at the speed of sound [m²].
    case area(Double)
  }
  /// The module, by id.
  public var module: String
  /// Where it leaves.
  public var opening: Opening
  /// How much leaves.
  public var flow: Flow
  /// How long it is open [s]; nil: to the end.
  public var duration: Double?
  /// The pressure of the piece's air at which it closes [Pa]; nil: at none.
  public var pressure: Double?

  /// A vent from its parts; duration [s], pressure [Pa].
  public init(
    module: String, opening: Opening, flow: Flow, duration: Double? = nil, pressure: Double? = nil
  ) {
    self.module = module
    self.opening = opening
    self.flow = flow
    self.duration = duration
    self.pressure = pressure
  }
}

/// A vent that is open.
public struct ActiveVent: Sendable, Hashable {
  /// The module that has it, by index.
  public var module: Int
  /// What was asked for.
  public var vent: Vent
  /// Where the air leaves, in the station frame [m].
  public var point: SIMD3<Double>
  /// Which way it leaves, a unit vector along the station's axes; the push is the other way.
  public var direction: SIMD3<Double>
  /// When it was opened, after the start of the world's flight [s].
  public var start: Double
  /// Time left [s]; infinity where no duration is given.
  public var remaining: Double
  /// Air that has left [kg].
  public var lost = 0.0

  /// `module` or `module.port`.
  public var name: String {
    if case .port(let port) = vent.opening { return "\(vent.module).\(port)" }
    return vent.module
  }
}
