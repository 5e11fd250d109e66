import Exchange

/// What is recorded of a piece at each step.
public enum RecordedQuantity: String, CaseIterable, Sendable {
  /// Place over the Earth, and size of the orbit.
  case altitude, latitude, longitude, semiMajorAxis
  /// Position and velocity in GCRF.
  case positionX, positionY, positionZ, velocityX, velocityY, velocityZ
  /// Attitude: angles from the local orbital frame, and the rotation into GCRF.
  case yaw, pitch, roll, quaternionX, quaternionY, quaternionZ, quaternionW
  /// Angular velocity along the axes of the piece.
  case angularVelocityX, angularVelocityY, angularVelocityZ
  /// Whether the piece can hold its attitude.
  case controllable
  /// What attitude control does at full fidelity: the turn from the commanded attitude; momentum in
  /// the gyroscopes, along the axes of the piece and as a share of what they can hold; propellant that
  /// jets burnt for it. Nothing at other fidelities.
  case attitudeError, gyroMomentum, gyroMomentumX, gyroMomentumY, gyroMomentumZ, gyroFill
  /// Propellant of attitude jets: burnt so far, and the mean rate since the last record.
  case attitudePropellant, attitudePropellantRate
  /// The shape at full fidelity: angle of the first joint that turns arrays once an orbit, and drag
  /// coefficient times area as the piece then stands. Nothing at other fidelities.
  case sarjAngle, dragArea
  /// Mass, and centre of mass in the station frame.
  case mass, centreX, centreY, centreZ
  /// Propellant: what is left, the change of velocity it gives, what was burnt.
  case stationPropellant, vehiclePropellant, deltaV, propellantBurnt
  /// The ledger of the mass at full fidelity: air lost to space and mass that came aboard since the
  /// piece came to be, and what ``mass`` has more than at first, less ``propellantBurnt``, less
  /// ``vented``, plus ``delivered``. Nothing at other fidelities, whose masses do not count air.
  case vented, delivered, massLedger
  /// Light and power since the last record, and what batteries hold.
  case sunlight, betaAngle, powerGenerated, powerRequired, batteryEnergy
  /// Energy since the piece came to be.
  case energyGenerated, energyUsed, energyStored, energyUnserved, energySpilled
  /// Pressure of the air and of its parts.
  case pressure, oxygenPressure, carbonDioxidePressure
  /// What the air and the stores hold.
  case oxygen, carbonDioxide, nitrogen, oxygenStore, absorbentStore
  /// Oxygen since the piece came to be: what came and where it went.
  case oxygenMade, oxygenFromStore, oxygenBreathed, oxygenLeaked
  /// Carbon dioxide since the piece came to be: what came and where it went.
  case carbonDioxideExhaled, carbonDioxideRemoved, carbonDioxideAbsorbed, carbonDioxideLeaked
  /// Nitrogen since the piece came to be.
  case nitrogenLeaked
  /// Water in tanks, and where it went and came from since the piece came to be.
  case water, waterUsed, waterElectrolysed, waterRecovered
  /// People aboard, and seats home.
  case crewAboard, seats

  /// What it measures and its unit in SI, as CF writes it, and what it is in words.
  public var meaning: (dimension: PhysicalDimension?, units: String, name: String) {
    switch self {
    case .altitude: (.length, "m", "height above the ellipsoid WGS 84")
    case .latitude: (.angle, "rad", "geodetic latitude")
    case .longitude: (.angle, "rad", "longitude, east positive")
    case .semiMajorAxis: (.length, "m", "osculating semi-major axis")
    case .positionX: (.length, "m", "position in GCRF, x")
    case .positionY: (.length, "m", "position in GCRF, y")
    case .positionZ: (.length, "m", "position in GCRF, z")
    case .velocityX: (.speed, "m s-1", "velocity in GCRF, x")
    case .velocityY: (.speed, "m s-1", "velocity in GCRF, y")
    case .velocityZ: (.speed, "m s-1", "velocity in GCRF, z")
    case .yaw: (.angle, "rad", "yaw from the local orbital frame, sequence 3-2-1")
    case .pitch: (.angle, "rad", "pitch from the local orbital frame, sequence 3-2-1")
    case .roll: (.angle, "rad", "roll from the local orbital frame, sequence 3-2-1")
    case .quaternionX: (nil, "1", "rotation of body vectors into GCRF, x")
    case .quaternionY: (nil, "1", "rotation of body vectors into GCRF, y")
    case .quaternionZ: (nil, "1", "rotation of body vectors into GCRF, z")
    case .quaternionW: (nil, "1", "rotation of body vectors into GCRF, scalar")
    case .angularVelocityX: (.angularRate, "rad s-1", "angular velocity along body axes, x")
    case .angularVelocityY: (.angularRate, "rad s-1", "angular velocity along body axes, y")
    case .angularVelocityZ: (.angularRate, "rad s-1", "angular velocity along body axes, z")
    case .controllable: (nil, "1", "1 where the piece can hold its attitude")
    case .attitudeError: (.angle, "rad", "turn from the commanded attitude")
    case .gyroMomentum: (nil, "N m s", "angular momentum in the gyroscopes")
    case .gyroMomentumX: (nil, "N m s", "angular momentum in the gyroscopes along body axes, x")
    case .gyroMomentumY: (nil, "N m s", "angular momentum in the gyroscopes along body axes, y")
    case .gyroMomentumZ: (nil, "N m s", "angular momentum in the gyroscopes along body axes, z")
    case .gyroFill: (nil, "1", "share of the gyroscopes' momentum that is in use")
    case .attitudePropellantRate:
      (nil, "kg s-1", "mean propellant rate of the attitude jets since the last record")
    case .attitudePropellant:
      (.mass, "kg", "propellant burnt by attitude jets since the piece came to be")
    case .sarjAngle: (.angle, "rad", "angle of the first solar alpha rotary joint")
    case .dragArea: (.area, "m2", "drag coefficient times area as the joints stand")
    case .mass: (.mass, "kg", "mass")
    case .centreX: (.length, "m", "centre of mass in the station frame, x")
    case .centreY: (.length, "m", "centre of mass in the station frame, y")
    case .centreZ: (.length, "m", "centre of mass in the station frame, z")
    case .stationPropellant: (.mass, "kg", "propellant in tanks of the station")
    case .vehiclePropellant: (.mass, "kg", "propellant in tanks of vehicles")
    case .deltaV: (.speed, "m s-1", "velocity change that the propellant gives")
    case .propellantBurnt: (.mass, "kg", "propellant burnt since the piece came to be")
    case .vented: (.mass, "kg", "air lost to space by vents and leaks since the piece came to be")
    case .delivered: (.mass, "kg", "mass that came aboard since the piece came to be")
    case .massLedger:
      (.mass, "kg", "mass less that at first, plus exhaust and vented, less delivered: 0")
    case .sunlight: (nil, "1", "part of the time since the last record in sunlight")
    case .betaAngle: (.angle, "rad", "angle of the Sun from the plane of the orbit")
    case .powerGenerated: (.power, "W", "mean power of the arrays since the last record")
    case .powerRequired: (.power, "W", "power that the loads ask for")
    case .batteryEnergy: (.energy, "J", "energy in batteries")
    case .energyGenerated: (.energy, "J", "energy from the arrays since the piece came to be")
    case .energyUsed: (.energy, "J", "energy that the loads asked for")
    case .energyStored: (.energy, "J", "energy into batteries, less what came out")
    case .energyUnserved: (.energy, "J", "energy that was asked for and not there")
    case .energySpilled: (.energy, "J", "energy of the arrays that nothing could take")
    case .pressure: (.pressure, "Pa", "pressure of the air")
    case .oxygenPressure: (.pressure, "Pa", "partial pressure of oxygen")
    case .carbonDioxidePressure: (.pressure, "Pa", "partial pressure of carbon dioxide")
    case .oxygen: (.mass, "kg", "oxygen in the air")
    case .carbonDioxide: (.mass, "kg", "carbon dioxide in the air")
    case .nitrogen: (.mass, "kg", "nitrogen in the air")
    case .oxygenStore: (.mass, "kg", "oxygen in tanks and candles")
    case .absorbentStore: (.mass, "kg", "carbon dioxide that absorbent can still take")
    case .oxygenMade: (.mass, "kg", "oxygen made by generators")
    case .oxygenFromStore: (.mass, "kg", "oxygen out of tanks and candles")
    case .oxygenBreathed: (.mass, "kg", "oxygen breathed by the crew")
    case .oxygenLeaked: (.mass, "kg", "oxygen lost to space")
    case .carbonDioxideExhaled: (.mass, "kg", "carbon dioxide breathed out")
    case .carbonDioxideRemoved: (.mass, "kg", "carbon dioxide taken out by units")
    case .carbonDioxideAbsorbed: (.mass, "kg", "carbon dioxide taken up by absorbent")
    case .carbonDioxideLeaked: (.mass, "kg", "carbon dioxide lost to space")
    case .nitrogenLeaked: (.mass, "kg", "nitrogen lost to space")
    case .water: (.mass, "kg", "water in tanks")
    case .waterUsed: (.mass, "kg", "water drunk and eaten")
    case .waterElectrolysed: (.mass, "kg", "water split for oxygen")
    case .waterRecovered: (.mass, "kg", "water recovered")
    case .crewAboard: (nil, "1", "members of the crew aboard")
    case .seats: (nil, "1", "seats home")
    }
  }

  static let count = allCases.count
  static let position: [RecordedQuantity: Int] = Dictionary(
    uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })
  /// The column of this quantity.
  var column: Int { Self.position[self] ?? 0 }
}

/// What is recorded of two pieces at each step.
public enum PairQuantity: String, CaseIterable, Sendable {
  /// Distances, and where the second piece is seen from the first.
  case distance, centreDistance, closingSpeed, inTrack, crossTrack, radial

  /// What it measures and its unit in SI, as CF writes it, and what it is in words.
  public var meaning: (dimension: PhysicalDimension?, units: String, name: String) {
    switch self {
    case .distance: (.length, "m", "distance between the surfaces")
    case .centreDistance: (.length, "m", "distance between the centres of mass")
    case .closingSpeed: (.speed, "m s-1", "speed at which the centres of mass near each other")
    case .inTrack: (.length, "m", "second piece ahead of the first")
    case .crossTrack: (.length, "m", "second piece along the orbital angular momentum")
    case .radial: (.length, "m", "second piece above the first")
    }
  }

  static let count = allCases.count
  var column: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
