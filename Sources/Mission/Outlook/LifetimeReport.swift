import Kinematics
import Orbits
import SpaceEnvironment

/// How long an object stays up, what holding it there asks for, and how it comes down, as an answer to
/// print.
public struct LifetimeReport: Sendable {
  /// What is asked.
  public struct Question: Sendable {
    /// Where the object is, and where that is from.
    public var state: OrbitState<GCRF>
    /// In words.
    public var source: String
    /// [kg]
    public var mass: Double
    /// Area across the wind [m²].
    public var area: Double
    /// Drag coefficient.
    public var dragCoefficient: Double
    /// What is not known.
    public var dispersions = LifetimeStudy.Dispersions()
    /// Of the engine that holds the orbit [s].
    public var specificImpulse = Question.usualSpecificImpulse
    /// The id of the area that a controlled entry aims at.
    public var entryArea = "south-pacific"

    /// What is taken where no engine is named [s]. Chosen: large engines for storable propellants have
    /// somewhat less to somewhat more; those of `Stations/iss.yaml` have 270 to 305 s.
    public static let usualSpecificImpulse = 300.0

    /// A question; mass in [kg], area in [m²].
    public init(
      state: OrbitState<GCRF>, source: String, mass: Double, area: Double, dragCoefficient: Double
    ) {
      self.state = state
      self.source = source
      self.mass = mass
      self.area = area
      self.dragCoefficient = dragCoefficient
    }

    var ballisticArea: Double { dragCoefficient * area / mass }
  }

  /// What is asked.
  public let question: Question
  /// What becomes of it.
  public let future: OrbitOutlook.Future
  /// The mean elements at the start.
  public let elements: MeanElements
  /// The last burn of a controlled entry within three days; nil where there is none.
  public let entry: ControlledEntry?
  let footprint: EntryFootprint?
  let outlook: OrbitOutlook
  let area: EntryArea

  /// The answer to a question.
  ///
  /// - Throws: `OrbitError.outOfRange` for an orbit that is over, that reaches too high or is none, an
  ///   area or mass that says nothing, and an entry area that is not there.
  public init(_ question: Question, _ outlook: OrbitOutlook) throws(OrbitError) {
    self.question = question
    self.outlook = outlook
    for (what, value) in [
      ("mass", question.mass), ("area", question.area),
      ("drag coefficient", question.dragCoefficient),
      ("specific impulse", question.specificImpulse),
    ] where !(value > 0 && value < 1e9) {
      throw .outOfRange(what: what, value: value, allowed: "above 0, below 1e9")
    }
    guard let area = outlook.areas.first(where: { $0.id == question.entryArea }) else {
      throw .outOfRange(
        what: "number of areas called '\(question.entryArea)'", value: 0,
        allowed: outlook.areas.map(\.id).joined(separator: ", "))
    }
    self.area = area
    let flier = OrbitOutlook.Flier(
      state: question.state, mass: question.mass, ballisticArea: question.ballisticArea,
      dispersions: question.dispersions)
    do {
      elements = try MeanElements(of: question.state)
    } catch {
      throw .outOfRange(
        what: "energy of the orbit", value: 0, allowed: "a bound orbit (\(error))")
    }
    // Refuses what has no lifetime with the reason.
    _ = try MeanElementPropagator(
      elements, at: question.state.epoch, ballisticArea: question.ballisticArea,
      climate: outlook.climate, activity: outlook.forecast.cycles.measured)
    future = outlook.future(of: flier)
    let coefficient = 1 / question.ballisticArea
    footprint = EntryFootprint(
      of: .decayed(inclination: elements.inclination), ballisticCoefficient: coefficient,
      figures: outlook.figures, air: outlook.entryAir)
    entry = ControlledEntry(
      of: elements, at: question.state.epoch, to: area.centre, ballisticCoefficient: coefficient,
      within: 3 * 86_400, figures: outlook.figures, air: outlook.entryAir)
  }
}
