extension MessageLayout {
  /// What stands in front of every message.
  static let header = MessageLayout(
    "header", required: true,
    keys: "CLASSIFICATION CREATION_DATE!:utc ORIGINATOR! MESSAGE_ID")

  /// Orbit Ephemeris Message (502.0-B, section 5).
  static let orbitEphemeris = MessageLayout(
    "oem", keys: "CCSDS_OEM_VERS!",
    parts: [header, body(segment(mark: "META", metadata: ephemerisMetadata, data: ephemeris))])

  /// Orbit Parameter Message (502.0-B, section 3).
  static let orbitParameters = MessageLayout(
    "opm", keys: "CCSDS_OPM_VERS!",
    parts: [header, body(segment(metadata: orbitMetadata, data: parameters, repeats: false))])

  /// Orbit Mean-Elements Message (502.0-B, section 4).
  static let orbitMeanElements = MessageLayout(
    "omm", keys: "CCSDS_OMM_VERS!",
    parts: [
      // CelesTrak leaves the date and the originator empty.
      MessageLayout(
        "header", required: true,
        keys: "CLASSIFICATION CREATION_DATE!?:utc ORIGINATOR!? MESSAGE_ID"),
      body(
        segment(
          metadata: orbitMetadata + " MEAN_ELEMENT_THEORY!", data: meanElements, repeats: false)),
    ])

  static func body(_ parts: MessageLayout...) -> MessageLayout {
    MessageLayout("body", required: true, parts: parts)
  }

  static func segment(
    mark: String? = nil, metadata: String, data: MessageLayout, repeats: Bool = true
  ) -> MessageLayout {
    MessageLayout(
      "segment", repeats: repeats, required: true,
      parts: [
        MessageLayout("metadata", mark: mark, required: true, keys: metadata), data,
      ])
  }

  private static let orbitMetadata = """
    OBJECT_NAME! OBJECT_ID!? CENTER_NAME! REF_FRAME! REF_FRAME_EPOCH:date TIME_SYSTEM!
    """

  private static let ephemerisMetadata = """
    OBJECT_NAME! OBJECT_ID!? CENTER_NAME! REF_FRAME! REF_FRAME_EPOCH:date TIME_SYSTEM!
    START_TIME!:date USEABLE_START_TIME:date USEABLE_STOP_TIME:date STOP_TIME!:date
    INTERPOLATION INTERPOLATION_DEGREE:int
    """

  private static let state =
    "X!:km Y!:km Z!:km X_DOT!:km/s Y_DOT!:km/s Z_DOT!:km/s"

  /// A state of an ephemeris, in KVN a line.
  static let ephemerisState = MessageLayout(
    "stateVector", repeats: true, isRow: true,
    keys: "EPOCH!:date \(state) X_DDOT:km/s**2 Y_DDOT:km/s**2 Z_DDOT:km/s**2")

  private static let ephemeris = MessageLayout(
    "data", required: true, rows: .parts,
    parts: [
      ephemerisState,
      MessageLayout(
        nil, mark: "COVARIANCE",
        parts: [
          MessageLayout(
            "covarianceMatrix", repeats: true, rows: .triangle(CCSDSCovariance.names),
            keys: "EPOCH!:date COV_REF_FRAME " + covariance)
        ]),
    ])

  private static let covariance = zip(CCSDSCovariance.names, CCSDSCovariance.units)
    .map { "\($0):\($1)" }.joined(separator: " ")

  private static let spacecraft = MessageLayout(
    "spacecraftParameters",
    keys: """
      MASS:kg SOLAR_RAD_AREA:m**2 SOLAR_RAD_COEFF:1 DRAG_AREA:m**2 DRAG_COEFF:1
      """)

  private static let stateCovariance = MessageLayout(
    "covarianceMatrix", rows: .triangle(CCSDSCovariance.names),
    keys: "COV_REF_FRAME " + covariance)

  private static let userDefined = MessageLayout("userDefinedParameters", userDefined: true)

  private static let parameters = MessageLayout(
    "data", required: true,
    parts: [
      MessageLayout("stateVector", required: true, keys: "EPOCH!:date \(state)"),
      MessageLayout(
        "keplerianElements",
        keys: """
          SEMI_MAJOR_AXIS!:km ECCENTRICITY!:1 INCLINATION!:deg RA_OF_ASC_NODE!:deg
          ARG_OF_PERICENTER!:deg TRUE_ANOMALY:deg MEAN_ANOMALY:deg GM!:km**3/s**2
          """),
      spacecraft, stateCovariance,
      MessageLayout(
        "maneuverParameters", repeats: true,
        keys: """
          MAN_EPOCH_IGNITION!:date MAN_DURATION!:s MAN_DELTA_MASS!:kg MAN_REF_FRAME!
          MAN_DV_1!:km/s MAN_DV_2!:km/s MAN_DV_3!:km/s
          """),
      userDefined,
    ])

  private static let meanElements = MessageLayout(
    "data", required: true,
    parts: [
      MessageLayout(
        "meanElements", required: true,
        keys: """
          EPOCH!:date SEMI_MAJOR_AXIS:km MEAN_MOTION:rev/day ECCENTRICITY!:1 INCLINATION!:deg
          RA_OF_ASC_NODE!:deg ARG_OF_PERICENTER!:deg MEAN_ANOMALY!:deg GM:km**3/s**2
          """),
      spacecraft,
      MessageLayout(
        "tleParameters",
        keys: """
          EPHEMERIS_TYPE:int CLASSIFICATION_TYPE NORAD_CAT_ID:int ELEMENT_SET_NO:int
          REV_AT_EPOCH:int BSTAR:1/ER BTERM:m**2/kg MEAN_MOTION_DOT:rev/day**2
          MEAN_MOTION_DDOT:rev/day**3 AGOM:m**2/kg
          """),
      stateCovariance, userDefined,
    ])
}
