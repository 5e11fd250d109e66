import Exchange
import Kinematics
import NumericalMethods
import Orbits

/// Turns states between the frame that a message names and GCRF.
struct MessageFrame: Sendable {
  let frame: CCSDSFrame
  /// For frames that turn; nil for those that do not.
  private let earth: EarthRotation?
  /// The instant at which a frame of date stands still (`REF_FRAME_EPOCH`); nil where it turns.
  private let frozen: Epoch?

  /// The names that are understood, in words.
  static let allowed = "EME2000, GCRF, ICRF, TEME, TOD or ITRF"

  /// The frame of an object over a span of time; nil for one that is not understood.
  ///
  /// Where the message gives an epoch of the frame, its axes are those of that instant at all times.
  init?(
    of object: CCSDSObject, over span: ClosedRange<Epoch>, orientation: EarthOrientation
  ) {
    frame = object.frame
    frozen = object.frameEpoch
    switch frame.kind {
    case .gcrf, .icrf, .eme2000, .trueOfDate: earth = nil
    case .teme, .itrf:
      earth = EarthRotation(
        from: frozen ?? span.lowerBound, to: frozen ?? span.upperBound, orientation: orientation)
    case .other: return nil
    }
  }

  /// The state of a message as one in GCRF.
  func state(_ state: CCSDSState) -> OrbitState<GCRF> {
    let (r, v) = (state.position, state.velocity)
    let instant = frozen ?? state.epoch
    switch frame.kind {
    case .eme2000:
      let bias = EarthRotation.biasFromEME2000
      return OrbitState(
        epoch: state.epoch, position: bias(Position<EME2000>(r)),
        velocity: bias(Velocity<EME2000>(v)))
    case .teme:
      guard let rotation = earth?.rotationFromTEME(at: instant) else { break }
      return OrbitState(
        epoch: state.epoch, position: rotation(Position<TEME>(r)),
        velocity: rotation(Velocity<TEME>(v)))
    case .trueOfDate:
      let rotation = EarthRotation.trueOfDate(at: instant).inverse
      return OrbitState(
        epoch: state.epoch, position: rotation(Position<TrueOfDate>(r)),
        velocity: rotation(Velocity<TrueOfDate>(v)))
    case .itrf:
      guard let earth else { break }
      let rotation = earth.rotation(at: instant).inverse
      let place = Position<ITRF>(r)
      let carried =
        frozen != nil
        ? .zero : Self.rate { earth.rotation(at: instant + $0).inverse(place).components }
      return OrbitState(
        epoch: state.epoch, position: rotation(place),
        velocity: Velocity(rotation(Velocity<ITRF>(v)).components + carried))
    case .gcrf, .icrf, .other: break
    }
    return OrbitState(epoch: state.epoch, position: Position(r), velocity: Velocity(v))
  }

  /// A state in GCRF as one of a message.
  func state(_ state: OrbitState<GCRF>) -> CCSDSState {
    var (r, v) = (state.position.components, state.velocity.components)
    let instant = frozen ?? state.epoch
    switch frame.kind {
    case .eme2000:
      let bias = EarthRotation.biasFromEME2000.inverse
      (r, v) = (bias(state.position).components, bias(state.velocity).components)
    case .teme:
      guard let rotation = earth?.rotationFromTEME(at: instant).inverse else { break }
      (r, v) = (rotation(state.position).components, rotation(state.velocity).components)
    case .trueOfDate:
      let rotation = EarthRotation.trueOfDate(at: instant)
      (r, v) = (rotation(state.position).components, rotation(state.velocity).components)
    case .itrf:
      guard let earth else { break }
      let rotation = earth.rotation(at: instant)
      r = rotation(state.position).components
      v = rotation(state.velocity).components
      if frozen == nil {
        v += Self.rate { earth.rotation(at: instant + $0)(state.position).components }
      }
    case .gcrf, .icrf, .other: break
    }
    return CCSDSState(epoch: state.epoch, position: r, velocity: v)
  }

  /// How fast a place moves [m/s] that a turning frame carries along, from where it is some seconds
  /// before and after.
  ///
  /// The axis of the turn wanders through ITRF with the pole, which a rate about Z would leave out:
  /// 0.7 mm/s in a low orbit, and 150 m after a day. The quarter of a second is good to 3e-8 m/s.
  private static func rate(_ place: (Double) -> SIMD3<Double>) -> SIMD3<Double> {
    (place(0.25) - place(-0.25)) / 0.5
  }
}
